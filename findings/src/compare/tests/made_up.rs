//! A finished run folder of made-up reports.
use agents::ActorMonth;
use agents::budget::FULL;
use agents::budget::report::{AccountMonth, BureauMonth, PaymentCounts};
use agents::care::report::{CARE_CELLS, CareCounts, CareMonth, ServiceCounts, WaitingCounts};
use agents::care::services::SERVICES;
use agents::relief::programme::Group;
use agents::relief::report::{ProgrammeCounts, ReliefMonth};
use agents::report::{AGES, CommunityMonth, PopulationCounts, Pyramid, PyramidCell};
use agents::workforce::EmployerKind;
use agents::workforce::report::EmployerMonth;
use outputs::{
    Areas, Checks, Detail, Environment, INPUTS_FILE, Keeping, MANIFEST_FILE, MANIFEST_VERSION, Manifest, OutputFile,
    PLAN_FILE, ParameterMode, PartWriter, Plan, PlannedChange, ProgrammeArea, SANITY_FILE, SUMMARY_FILE, Tables, Topic,
    merge, summarise, write_document, write_sanity_rows,
};
use sim_core::Month;
use std::collections::BTreeMap;
use std::path::Path;

/// What may differ between made-up runs.
pub struct MadeUp {
    pub scenarios: Vec<&'static str>,
    pub communities: Vec<&'static str>,
    pub seed: u64,
    pub replicates: u32,
    pub months: i32,
    pub parameters: ParameterMode,
    pub settings: Vec<PlannedChange>,
}

impl Default for MadeUp {
    fn default() -> Self {
        MadeUp {
            scenarios: vec!["baseline", "more_beds"],
            communities: vec!["elm", "oak"],
            seed: 1,
            replicates: 4,
            months: 24,
            parameters: ParameterMode::Prior,
            settings: Vec::new(),
        }
    }
}

fn start() -> Month {
    Month::january(2025)
}

/// Writes the tables and the manifest.
pub fn run(folder: &Path, of: &MadeUp) {
    let areas = Areas {
        communities: of.communities.iter().map(|id| id.to_string()).collect(),
        programmes: vec![ProgrammeArea { id: "cash".into(), group: Group::Relief, account: 0 }],
        accounts: vec!["welfare".into()],
        ..Areas::default()
    };
    let parts: Vec<_> = of
        .scenarios
        .iter()
        .map(|scenario| {
            let (parts, checks) = (folder.join("parts"), Checks::default());
            let writer = PartWriter::create(&parts, scenario, areas.clone(), Keeping::full(), &checks);
            let mut writer = writer.unwrap();
            for replicate in 0..of.replicates {
                for month in (0..of.months).map(|i| start() + i) {
                    let reports = reports(*scenario != "baseline", replicate, month);
                    writer.month(scenario, replicate, month, &reports, None).unwrap();
                }
            }
            writer.finish().unwrap()
        })
        .collect();
    let merged = |topic: &Topic| {
        let record = merge(*topic, Detail::Full, &[(None, parts.clone())], &folder.join(topic.file_name())).unwrap();
        OutputFile::topic(*topic, record)
    };
    let mut files: Vec<OutputFile> = Topic::ALL.iter().map(merged).collect();
    let (tables, kept) = (Tables::of(folder), (Detail::Full, start() + (of.months - 1)));
    let summary = summarise(&tables, &of.scenarios, kept, &|_, _, _| None, 1, &folder.join(SUMMARY_FILE)).unwrap();
    files.push(OutputFile::summary(summary));
    files.push(OutputFile::sanity(write_sanity_rows(&[], &folder.join(SANITY_FILE)).unwrap()));
    let plan = Plan {
        format_version: MANIFEST_VERSION,
        silverpeak_version: "0.0.0".into(),
        job: String::new(),
        scenarios: of
            .scenarios
            .iter()
            .map(|id| outputs::PlannedScenario {
                id: id.to_string(),
                name_zh: String::new(),
                name_en: String::new(),
                description_zh: String::new(),
                description_en: String::new(),
                changes: Vec::new(),
                identity: String::new(),
            })
            .collect(),
        district: "made_up".into(),
        seed: of.seed,
        replicates: of.replicates,
        replicates_per_task: 4,
        start: start().to_string(),
        end: (start() + (of.months - 1)).to_string(),
        parameters: of.parameters,
        detail: Detail::Full,
        shocks: false,
        settings: of.settings.clone(),
        inputs: Vec::new(),
    };
    let manifest = Manifest {
        format_version: MANIFEST_VERSION,
        identity: plan.identity().unwrap(),
        plan,
        created: String::new(),
        threads: 1,
        placement: "packed".into(),
        timings: BTreeMap::new(),
        tasks_resumed: 0,
        inputs: write_document(&"made up", &folder.join(INPUTS_FILE)).unwrap(),
        files,
        environment: Environment::here(),
    };
    manifest.plan.write(&folder.join(PLAN_FILE)).unwrap();
    manifest.write(&folder.join(MANIFEST_FILE)).unwrap();
}

fn reports(policy: bool, replicate: u32, month: Month) -> Vec<ActorMonth> {
    let community = |area| ActorMonth::Community(Box::new(community(policy, replicate, month, area)));
    let paid = |fen| PaymentCounts { claimed: fen, paid: fen, times_claimed: 9, times: 9, ..Default::default() };
    let bureau = BureauMonth {
        accounts: vec![AccountMonth::default()],
        programmes: vec![paid(900_000)],
        by_community: vec![paid(400_000), paid(500_000)],
        rates: vec![FULL],
    };
    vec![
        community(0),
        community(1),
        ActorMonth::Training(Box::default()),
        ActorMonth::Market(Box::default()),
        ActorMonth::Bureau(Box::new(bureau)),
    ]
}

/// Replicates differ by far more than what the policy does; elders are more in the second year.
fn community(policy: bool, replicate: u32, month: Month, area: i64) -> CommunityMonth {
    let (replicate, policy) = (i64::from(replicate), i64::from(policy));
    let later = i64::from(month.year() - start().year());
    let cell = |i: usize| {
        let persons = 40 + area + 10 * replicate + 5 * later;
        let old = i as i64 % AGES as i64 / 10;
        PyramidCell { persons, mild: 3 * old, moderate: 2 * old, severe: old, alone: 5 + old, ..Default::default() }
    };
    let cells: Vec<PyramidCell> = (0..2 * AGES).map(cell).collect();
    let elders = cells.iter().map(|cell| cell.persons).sum();
    let counts = PopulationCounts { elders, deaths: 20 + 7 * policy, ..Default::default() };
    let mut waiting: [WaitingCounts; agents::care::beds::BED_TYPES] = Default::default();
    let odd = if area == 0 { 2 * (replicate % 2) * policy } else { 0 };
    waiting[0] = WaitingCounts { waiting: 50 + 40 * replicate + 10 * policy + odd, ..Default::default() };
    CommunityMonth {
        counts,
        books: Default::default(),
        pyramid: month.is_december().then_some(Pyramid { cells }),
        care: care(&waiting),
        office: EmployerMonth { kind: EmployerKind::CommunityOffice, ..Default::default() },
        relief: ReliefMonth {
            programmes: vec![ProgrammeCounts { entitled: 20, claiming: 10, ..Default::default() }],
            amount_index: vec![1_000_000],
            ..Default::default()
        },
    }
}

fn care(waiting: &[WaitingCounts; agents::care::beds::BED_TYPES]) -> CareMonth {
    let cell = |i: usize| {
        let (kin, gap) = (100 * (i as i64 + 1), 7 + i as i64);
        CareCounts {
            need_persons: i as i64 + 1,
            in_bed: i as i64 / 3,
            need: kin + gap,
            served_kin: kin,
            gap,
            ..Default::default()
        }
    };
    CareMonth {
        waits: Vec::new(),
        cells: (0..CARE_CELLS).map(cell).collect(),
        services: vec![ServiceCounts::default(); SERVICES.len()],
        waiting: *waiting,
        residents: Vec::new(),
        ..CareMonth::default()
    }
}
