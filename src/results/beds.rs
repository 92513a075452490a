//! Three ways to say how many beds are needed, as a table and in words.
use super::{grouped, rows};
use agents::care::beds::BedType;
use agents::text::{Label, Language};
use experiments::BedOutlook;

/// The table and the sentences.
pub fn outlook(outlook: &BedOutlook, language: Language) -> String {
    let title = match language {
        Language::Zh => {
            "床位需要的三种算法（张，中位数）：3%口径＝户籍老人的3%；平均流量＝月申请×平均住期；模型＝入住加轮候\n"
        }
        Language::En => {
            "Beds needed, said in three ways (medians): 3 % rule = 3 % of registered elders; average flow = applications \
             a month x mean stay; model = residents and those waiting\n"
        }
    };
    format!("{title}{}\n\n{}\n", table(outlook, language), words(outlook, language))
}

fn table(outlook: &BedOutlook, language: Language) -> String {
    let heads = [
        Label::new("年末", "year end").get(language).to_string(),
        Label::new("3%口径", "3 % rule").get(language).to_string(),
        Label::new("平均流量", "average flow").get(language).to_string(),
        Label::new("模型", "model").get(language).to_string(),
        Label::new("建成", "built").get(language).to_string(),
    ];
    let years = outlook.years.iter().map(|year| {
        vec![
            year.year.to_string(),
            grouped(year.rule),
            year.average_flow.map_or_else(|| "-".to_string(), grouped),
            grouped(year.demand),
            grouped(year.built),
        ]
    });
    rows(heads, years, 1)
}

fn words(outlook: &BedOutlook, language: Language) -> String {
    let ways = [
        (Label::new("3%口径", "the 3 % rule"), &outlook.rule_short),
        (Label::new("平均流量", "the average flow"), &outlook.average_flow_short),
        (Label::new("模型需求总数", "the model's demand, all types together"), &outlook.demand_short),
    ];
    let said = ways.map(|(way, years)| match (years.is_empty(), language) {
        (false, Language::Zh) => format!("{}超过建成床位的年份：{}", way.get(language), spans(years)),
        (true, Language::Zh) => format!("{}始终不超过建成床位", way.get(language)),
        (false, Language::En) => format!("{} exceeds the beds built in {}", way.get(language), spans(years)),
        (true, Language::En) => format!("{} never exceeds the beds built", way.get(language)),
    });
    let short = BedType::ALL.into_iter().zip(&outlook.short_by_type).filter(|(_, years)| !years.is_empty());
    let types: Vec<String> = short
        .map(|(bed, years)| match language {
            Language::Zh => format!("{}（{}）", bed.name().get(language), spans(years)),
            Language::En => format!("{} ({})", bed.name().get(language), spans(years)),
        })
        .collect();
    match (language, types.is_empty()) {
        (Language::Zh, true) => format!("{}。各类可用床位均不短缺。\n", said.join("；")),
        (Language::Zh, false) => format!("{}。按类型看可用床位短缺：{}。\n", said.join("；"), types.join("、")),
        (Language::En, true) => format!("{}. No type of usable bed falls short.\n", capital(&said.join("; "))),
        (Language::En, false) => {
            format!("{}. Usable beds fall short by type: {}.\n", capital(&said.join("; ")), types.join(", "))
        }
    }
}

/// Years in a row as spans: 2021–2024, 2027.
fn spans(years: &[i32]) -> String {
    let rows = years.chunk_by(|before, year| before + 1 == *year).filter_map(|row| row.first().zip(row.last()));
    let spans = rows.map(|(from, to)| if from == to { from.to_string() } else { format!("{from}–{to}") });
    spans.collect::<Vec<_>>().join(", ")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::spans;

    #[test]
    fn years_in_a_row_are_one_span() {
        for (years, text) in
            [(&[][..], ""), (&[2024], "2024"), (&[2021, 2022, 2023, 2027, 2029, 2030], "2021–2023, 2027, 2029–2030")]
        {
            assert_eq!(spans(years), text);
        }
    }
}
