//! Programmes and accounts by calendar year, replicate by replicate: what forecasts of spending are made from.
use crate::Result;
use crate::columns::Topic;
use crate::columns::{ALL, DISTRICT_AREA};
use crate::reading::Batch;
use crate::tables::Tables;
use arrow_array::{Array, Float64Array};
use std::collections::BTreeMap;

/// A programme of the district in a calendar year of a replicate. Counts and the index are means over its months.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProgrammeYear {
    /// Id of the programme.
    pub programme: String,
    /// Id of its group.
    pub group: String,
    /// Replicate.
    pub replicate: u32,
    /// Calendar year.
    pub year: i32,
    /// Months simulated.
    pub months: u32,
    /// Persons or households entitled.
    pub entitled: f64,
    /// Those who claim.
    pub claiming: f64,
    /// Person-times paid in the year.
    pub person_times: f64,
    /// Yuan paid in the year.
    pub spending: f64,
    /// Growth of the amount since the start.
    pub amount_index: f64,
}

/// An account in a calendar year of a replicate, yuan. `all` is all of them together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AccountYear {
    /// Id of the account.
    pub account: String,
    /// Replicate.
    pub replicate: u32,
    /// Calendar year.
    pub year: i32,
    /// Came in, supplements among it.
    pub came_in: f64,
    /// Of this: what the district added in the year.
    pub supplement: f64,
    /// Paid.
    pub paid: f64,
    /// Gone back to the district.
    pub returned: f64,
    /// At the end of the year's last month.
    pub closing: f64,
    /// Refused for good.
    pub refused: f64,
    /// Owed at the end of the year's last month.
    pub arrears: f64,
    /// Most owed at a month's end.
    pub most_arrears: f64,
}

/// Programmes of a scenario in a run folder by year: by programme in the order of the file, then replicate, then year.
pub fn programme_years(tables: &Tables, scenario: &str) -> Result<Vec<ProgrammeYear>> {
    const COUNTED: [&str; 5] = ["entitled", "claiming", "person_times", "paid", "amount_index"];
    let mut order: Vec<(String, String)> = Vec::new();
    let mut years: BTreeMap<(usize, u32, i32), ([f64; 5], f64)> = BTreeMap::new();
    let source = tables.source(Topic::Relief)?;
    let keys = ["scenario", "replicate", "month", "area", "group", "programme"];
    let columns: Vec<&str> = keys.into_iter().chain(COUNTED).collect();
    for batch in source.read_of(Some(DISTRICT_AREA), source.row_groups_of(scenario), &columns)? {
        let batch = batch?;
        let programmes = batch.text("programme")?;
        let groups = batch.text("group")?;
        let rows = Rows::of(&batch, scenario, &COUNTED)?;
        for row in 0..batch.rows() {
            if !rows.is_chosen(row) || programmes.value(row) == ALL {
                continue;
            }
            let programme = programmes.value(row);
            let at = order.iter().position(|(known, _)| known == programme).unwrap_or_else(|| {
                order.push((programme.to_string(), groups.value(row).to_string()));
                order.len() - 1
            });
            let (sums, months) = years.entry((at, rows.replicates[row], rows.years[row])).or_default();
            for (sum, values) in sums.iter_mut().zip(&rows.values) {
                *sum += if values.is_valid(row) { values.value(row) } else { 0.0 };
            }
            *months += 1.0;
        }
    }
    let year = |((at, replicate, year), (sums, months)): ((usize, u32, i32), ([f64; 5], f64))| {
        let [entitled, claiming, person_times, paid, index] = sums;
        let (programme, group) = order[at].clone();
        ProgrammeYear {
            programme,
            group,
            replicate,
            year,
            months: months as u32,
            entitled: entitled / months,
            claiming: claiming / months,
            person_times,
            spending: paid / 100.0,
            amount_index: index / months,
        }
    };
    Ok(years.into_iter().map(year).collect())
}

/// Accounts of a scenario in a run folder by year: by account in the order of the file, `all` first, then
/// replicate, then year.
pub fn account_years(tables: &Tables, scenario: &str) -> Result<Vec<AccountYear>> {
    const COUNTED: [&str; 7] = ["came_in", "in_supplement", "paid", "returned", "closing", "refused", "arrears"];
    let mut order: Vec<String> = Vec::new();
    let mut years: BTreeMap<(usize, u32, i32), AccountYear> = BTreeMap::new();
    let source = tables.source(Topic::Ledger)?;
    let keys = ["scenario", "replicate", "month", "area", "account", "programme"];
    let columns: Vec<&str> = keys.into_iter().chain(COUNTED).collect();
    for batch in source.read_of(Some(DISTRICT_AREA), source.row_groups_of(scenario), &columns)? {
        let batch = batch?;
        let (accounts, programmes) = (batch.text("account")?, batch.text("programme")?);
        let rows = Rows::of(&batch, scenario, &COUNTED)?;
        for row in 0..batch.rows() {
            if !rows.is_chosen(row) || programmes.value(row) != ALL {
                continue;
            }
            let account = accounts.value(row);
            let at = order.iter().position(|known| known == account).unwrap_or_else(|| {
                order.push(account.to_string());
                order.len() - 1
            });
            let (replicate, year) = (rows.replicates[row], rows.years[row]);
            let yuan = |column: usize| {
                let values = &rows.values[column];
                if values.is_valid(row) { values.value(row) / 100.0 } else { 0.0 }
            };
            let of = years.entry((at, replicate, year)).or_insert_with(|| AccountYear {
                account: account.to_string(),
                replicate,
                year,
                ..AccountYear::default()
            });
            // Months come in order of time.
            of.came_in += yuan(0);
            of.supplement += yuan(1);
            of.paid += yuan(2);
            of.returned += yuan(3);
            of.closing = yuan(4);
            of.refused += yuan(5);
            of.arrears = yuan(6);
            of.most_arrears = of.most_arrears.max(yuan(6));
        }
    }
    Ok(years.into_values().collect())
}

/// The keys and chosen columns of a batch.
struct Rows {
    chosen: Vec<bool>,
    replicates: Vec<u32>,
    years: Vec<i32>,
    values: Vec<Float64Array>,
}

impl Rows {
    fn of(batch: &Batch, scenario: &str, columns: &[&str]) -> Result<Self> {
        let (scenarios, areas) = (batch.text("scenario")?, batch.text("area")?);
        let is = |row: usize| areas.value(row) == DISTRICT_AREA && scenarios.value(row) == scenario;
        Ok(Rows {
            chosen: (0..batch.rows()).map(is).collect(),
            replicates: batch.naturals("replicate")?,
            years: batch.months()?.iter().map(|month| month.year()).collect(),
            values: columns.iter().map(|column| batch.any_numbers(column)).collect::<Result<_>>()?,
        })
    }

    fn is_chosen(&self, row: usize) -> bool {
        self.chosen[row]
    }
}
