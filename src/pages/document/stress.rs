//! The STRESS checklist, in the form for agent-based models: Monks et al. 2019, J. Simulation 13(1):55–67, STRESS-ABS.
use super::{Subject, head, row};
use agents::DistrictActor;
use agents::events::LIFE_EVENTS;
use agents::text::{Label, Language};
use experiments::REPLICATES_PER_TASK;
use findings::rules_of_books;
use outputs::{INDICATORS, ParameterMode, Plan, PlannedChange, Topic};
use scenarios::GradeCounts;
use scenarios::levers::{Kind, LEVERS};
use scenarios::scenario::LIBRARY;

/// An item of the checklist and its answer.
struct Item {
    number: &'static str,
    title: Label,
    answer: fn(&Subject, Language) -> String,
}

/// A part of the checklist.
struct Part {
    title: Label,
    items: &'static [Item],
}

macro_rules! words {
    ($language:expr, $zh:literal, $en:literal) => {
        match $language {
            Language::Zh => format!($zh),
            Language::En => format!($en),
        }
    };
}

const fn item(
    number: &'static str,
    zh: &'static str,
    en: &'static str,
    answer: fn(&Subject, Language) -> String,
) -> Item {
    Item { number, title: Label::new(zh, en), answer }
}

/// The checklist, in its order.
const PARTS: &[Part] = &[
    Part {
        title: Label::new("目标", "Objectives"),
        items: &[
            item("1.1", "模型目的", "Purpose of the model", purpose),
            item("1.2", "模型输出", "Model outputs", outputs),
            item("1.3", "试验目的", "Experimentation aims", aims),
        ],
    },
    Part {
        title: Label::new("逻辑", "Logic"),
        items: &[
            item("2.1", "基线模型图", "Base model overview diagram", diagram),
            item("2.2", "基线模型逻辑", "Base model logic", logic),
            item("2.3", "情景逻辑", "Scenario logic", scenario_logic),
            item("2.4", "算法", "Algorithms", algorithms),
            item("2.5.1", "环境", "Environment", environment),
            item("2.5.2", "主体", "Agents", actors),
            item("2.5.3", "相互作用", "Interaction topology", interaction),
            item("2.5.4", "进入与离开", "Entry and exit", entry),
        ],
    },
    Part {
        title: Label::new("数据", "Data"),
        items: &[
            item("3.1", "数据来源", "Data sources", sources),
            item("3.2", "数据预处理", "Pre-processing", preprocessing),
            item("3.3", "输入参数", "Input parameters", parameters),
            item("3.4", "假设", "Assumptions", assumptions),
        ],
    },
    Part {
        title: Label::new("试验", "Experimentation"),
        items: &[
            item("4.1", "初始化", "Initialisation", initialisation),
            item("4.2", "运行时长", "Run length", run_length),
            item("4.3", "估计方法", "Estimation approach", estimation),
        ],
    },
    Part {
        title: Label::new("实现", "Implementation"),
        items: &[
            item("5.1", "软件与语言", "Software or programming language", software),
            item("5.2", "随机抽样", "Random sampling", sampling),
            item("5.3", "模型执行", "Model execution", execution),
            item("5.4", "系统", "System specification", system),
        ],
    },
    Part {
        title: Label::new("代码", "Code access"),
        items: &[item("6.1", "模型共享", "Computer model sharing statement", sharing)],
    },
];

/// The page.
pub fn page(subject: &Subject, language: Language) -> String {
    let (id, name) = (&subject.baseline.district.id, subject.baseline.district.name.get(language));
    let (of, how) = match (&subject.manifest, language) {
        (None, Language::Zh) => {
            (format!("说明{name}基线；加 `--run 结果文件夹` 则说明该次试验"), format!("--district {id}"))
        }
        (None, Language::En) => (
            format!("It tells of the baseline of {name}; with `--run RUN`, of that experiment"),
            format!("--district {id}"),
        ),
        (Some(run), Language::Zh) => {
            (format!("说明{name}的一次试验，计划指纹 {}", run.identity), "--run 结果文件夹".into())
        }
        (Some(run), Language::En) => {
            (format!("It tells of an experiment on {name}, identity {}", run.identity), "--run RUN".into())
        }
    };
    let mut page = words!(
        language,
        "# STRESS 报告清单\n\n由 `silverpeak document stress {how} --lang zh` 从模型自身的元数据生成。{of}。清单为 STRESS-ABS（Monks 等 2019，J. \
         Simulation 13(1):55–67）；链接指向文档各页（英文）。\n",
        "# STRESS checklist\n\nWritten by `silverpeak document stress {how} --lang en` from the model's own metadata. {of}. The list is \
         STRESS-ABS (Monks et al. 2019, J. Simulation 13(1):55–67).\n"
    );
    for part in PARTS {
        page += &format!("\n## {}\n\n", part.title.get(language));
        page += &head(&["", Label::new("项目", "item").get(language), Label::new("内容", "answer").get(language)]);
        for item in part.items {
            page += &row(&[
                item.number.to_string(),
                item.title.get(language).to_string(),
                (item.answer)(subject, language),
            ]);
        }
    }
    page
}

/// Names with a separator.
fn list<'a>(names: impl Iterator<Item = &'a str>, language: Language) -> String {
    names.collect::<Vec<_>>().join(Label::new("、", ", ").get(language))
}

fn purpose(subject: &Subject, language: Language) -> String {
    let name = subject.baseline.district.name.get(language);
    words!(
        language,
        "{name}的床位需求、护理员持证和救助支出会怎样，有多不确定，政策能改变多少。[目的](purpose.md)",
        "How the demand for beds, the certification of care workers and relief spending of {name} develop, how sure that is, and what policies \
         change. [Purpose](purpose.md)"
    )
}

fn outputs(_: &Subject, language: Language) -> String {
    let indicators = INDICATORS.len();
    let read = Topic::ALL.into_iter().filter(|topic| INDICATORS.iter().any(|indicator| indicator.topic == *topic));
    let read: Vec<&str> = read.map(|topic| topic.name()).collect();
    let (topics, names) = (read.len(), list(read.into_iter(), language));
    words!(
        language,
        "{indicators} 个指标读自 {topics} 张表（{names}），每月计数；分位数由全部模拟精确得出。定义、单位和公式：`silverpeak describe`、\
         [outputs.md](../outputs.md)、[measures.md](measures.md)",
        "{indicators} indicators read from {topics} tables ({names}), counted every month; quantiles over all replicates are exact. Definitions, \
         units, formulas: `silverpeak describe`, [outputs.md](../outputs.md), [measures.md](measures.md)"
    )
}

fn aims(subject: &Subject, language: Language) -> String {
    match subject.plan() {
        Some(plan) => {
            let told = plan.scenarios.iter().map(|scenario| match language {
                Language::Zh => format!("`{}` {}：{}", scenario.id, scenario.name_zh, scenario.description_zh),
                Language::En => format!("`{}` {}: {}", scenario.id, scenario.name_en, scenario.description_en),
            });
            told.collect::<Vec<_>>().join("<br>")
        }
        None => {
            let names = list(LIBRARY.iter().map(|scenario| scenario.id), language);
            words!(
                language,
                "情景分析与试验设计（拉丁超立方、Sobol 序列）。情景库：{names}。[scenarios.md](../scenarios.md)",
                "Scenarios and designs of experiments (Latin hypercube, Sobol sequence). The library: {names}. [scenarios.md](../scenarios.md)"
            )
        }
    }
}

fn diagram(_: &Subject, language: Language) -> String {
    words!(language, "[各主体与信件](scheduling.md)", "[Actors and letters](scheduling.md)")
}

fn logic(_: &Subject, language: Language) -> String {
    words!(
        language,
        "逐月；每月各主体处理上月的信件，顺序不影响结果。[scheduling.md](scheduling.md)、[design-concepts.md](design-concepts.md)",
        "Month by month; every actor reads the letters of the month before, in an order that changes nothing. [scheduling.md](scheduling.md), \
         [design-concepts.md](design-concepts.md)"
    )
}

fn scenario_logic(subject: &Subject, language: Language) -> String {
    let policies = LEVERS.iter().filter(|lever| lever.kind == Kind::Policy).count();
    let others = LEVERS.len() - policies;
    let words = |change: &PlannedChange| findings::change_words(change, &subject.baseline.district, language);
    let own = |plan: &Plan| {
        let scenarios = plan.scenarios.iter().map(|scenario| {
            let changes: Vec<String> = plan.own_changes(scenario).map(words).collect();
            if changes.is_empty() { String::new() } else { format!("<br>`{}`: {}", scenario.id, changes.join("; ")) }
        });
        scenarios.collect::<Vec<String>>()
    };
    let changes = subject.plan().map(own).unwrap_or_default();
    let changes = changes.concat();
    words!(
        language,
        "情景只移动杠杆：{policies} 个政策杠杆、{others} 个假设杠杆，加有日期的冲击；在首次不同的月份之前与基线相同。[scenarios.md](../scenarios.md){changes}",
        "A scenario moves levers and nothing else: {policies} policies, {others} assumptions, and dated shocks; until the month in which it first \
         differs it is the baseline. [scenarios.md](../scenarios.md){changes}"
    )
}

fn algorithms(_: &Subject, language: Language) -> String {
    words!(
        language,
        "由患病率平衡推算失能加重与认知障碍发病（[7.6](elders.md#76-calibration-of-decline-and-onset-by-balance)）、选择机构（[7.27](homes.md#727-preferences-and-choice-of-a-home)）、轮候与入住（[7.28](homes.md#728-lists-offers-refusals-giving-up)、[7.33](homes.md#733-placement-rules)）、可用床位（[7.31](homes.md#731-care-workers-and-usable-beds)）、离职（[W4](workers.md#w4-leaving)）、救助资格（[R3](households.md#r3-what-it-is-entitled-to)）、\
         资金分配（[R7](bureau.md#r7-the-bureau)）：见各主体页面。支出变化分解用 LMDI I（[R9](bureau.md#r9-what-moves-spending)）",
        "Decline and onset by balance of prevalence ([7.6](elders.md#76-calibration-of-decline-and-onset-by-balance)), choice of a home ([7.27](homes.md#727-preferences-and-choice-of-a-home)), lists and offers ([7.28](homes.md#728-lists-offers-refusals-giving-up), [7.33](homes.md#733-placement-rules)), usable beds ([7.31](homes.md#731-care-workers-and-usable-beds)), leaving ([W4](workers.md#w4-leaving)), \
         entitlement ([R3](households.md#r3-what-it-is-entitled-to)), sharing of money ([R7](bureau.md#r7-the-bureau)): pages of the actors. Changes of spending by LMDI I ([R9](bureau.md#r9-what-moves-spending))"
    )
}

fn environment(subject: &Subject, language: Language) -> String {
    let communities = subject.baseline.district.communities.len();
    words!(
        language,
        "{communities} 个街镇，无地理距离：机构在本街镇或不在。[entities.md](entities.md)",
        "{communities} communities without geography: a home is in one's own community or not. [entities.md](entities.md)"
    )
}

fn actors(subject: &Subject, language: Language) -> String {
    let care = &subject.baseline.district.care;
    let (homes, agencies) = (care.facilities.len(), care.agencies.len());
    let kinds = list(DistrictActor::KINDS.iter().map(|kind| kind.get(language)), language);
    let events = list(LIFE_EVENTS.iter().map(|event| event.name.get(language)), language);
    words!(
        language,
        "老人（逐人，属于街镇）、照护个案、困难家庭；{homes} 家机构（含规划的）、{agencies} 家居家照护机构、逐人的护理员和社区工作者。\
         主体类别：{kinds}。老人的事件：{events}。[entities.md](entities.md)",
        "Elders, one by one, in communities; cases of care; households in hardship; {homes} homes (planned ones among them), {agencies} home-care \
         agencies, care workers and community workers one by one. Kinds of actors: {kinds}. Events of an elder: {events}. \
         [entities.md](entities.md)"
    )
}

fn interaction(_: &Subject, language: Language) -> String {
    words!(
        language,
        "只通过信件，下月读到；人们争夺床位、时数、名额和资金，不改变彼此的健康。[scheduling.md](scheduling.md)",
        "By letters alone, read the month after. People compete for beds, hours, places and money; nobody changes another's health. \
         [scheduling.md](scheduling.md)"
    )
}

fn entry(_: &Subject, language: Language) -> String {
    words!(
        language,
        "满60岁、户籍迁入；死亡、户籍迁出。机构按日期开办和关闭，人员经劳动力市场进出，困难家庭新增和退出。[elders.md](elders.md)",
        "By turning 60 and by registration; by death and registration out. Homes open and close at dates, workers come through the labour market, \
         households enter and leave hardship. [elders.md](elders.md)"
    )
}

fn sources(subject: &Subject, language: Language) -> String {
    let compared = subject.baseline.observations.len();
    let (files, facts) = (subject.baseline.files.len(), subject.baseline.facts.len());
    words!(
        language,
        "{files} 个文件，每个数值旁有来源、日期、范围和依据；来源报告的 {facts} 个数字照录，都不是模型输入；{compared} 个公布值与结果对照。[assumptions.md](assumptions.md)、[input.md](input.md)",
        "{files} files; beside every number stand source, date, range and grade. {facts} figures of the source report are on record, \
         none is read by the model; {compared} published numbers are compared with results. [assumptions.md](assumptions.md), [input.md](input.md)"
    )
}

fn preprocessing(_: &Subject, language: Language) -> String {
    words!(
        language,
        "人口金字塔倒推到起始月；失能曲线拟合到调查各年龄段；其余照文件使用。[initialisation.md](initialisation.md)、[elders.md](elders.md)（[7.4](elders.md#74-prevalence-of-disability-target)、[7.6](elders.md#76-calibration-of-decline-and-onset-by-balance)）",
        "The pyramid is survived backwards to the first month; curves of ability are fitted to the survey's bands; all else is used as filed. \
         [initialisation.md](initialisation.md), [elders.md](elders.md) ([7.4](elders.md#74-prevalence-of-disability-target), [7.6](elders.md#76-calibration-of-decline-and-onset-by-balance))"
    )
}

fn parameters(subject: &Subject, language: Language) -> String {
    let GradeCounts { found, derived, assumed } = subject.baseline.grade_counts();
    let all = found + derived + assumed;
    let settings = subject.plan().map(|plan| plan.typed_settings()).unwrap_or_default();
    let set = match settings.is_empty() {
        true => String::new(),
        false => format!("<br>--set: {}", settings.join(", ")),
    };
    words!(
        language,
        "{all} 项：查得 {found}，推算 {derived}，假定 {assumed}。[assumptions.md](assumptions.md){set}",
        "{all}: {found} found, {derived} derived, {assumed} assumed. [assumptions.md](assumptions.md){set}"
    )
}

fn assumptions(_: &Subject, language: Language) -> String {
    words!(
        language,
        "[assumptions.md](assumptions.md)；校准过的和代码中的常数：[calibration.md](calibration.md)；已知局限：[limits.md](limits.md)",
        "[assumptions.md](assumptions.md); what was calibrated and constants of the code: [calibration.md](calibration.md); known limits: \
         [limits.md](limits.md)"
    )
}

fn initialisation(_: &Subject, language: Language) -> String {
    words!(
        language,
        "非终止系统，从起始月前的存量开始，无预热期；哪些部分前几年仍在调整，见 [initialisation.md](initialisation.md)",
        "Stocks of the month before the start, no warm-up; which parts still settle in the first years: [initialisation.md](initialisation.md)"
    )
}

fn run_length(subject: &Subject, language: Language) -> String {
    let district = &subject.baseline.district;
    let (start, end) = match subject.plan() {
        Some(plan) => (plan.start.clone(), plan.end.clone()),
        None => (district.start.to_string(), district.end.to_string()),
    };
    words!(language, "{start} 至 {end}，步长一个月", "{start} to {end}, in steps of a month")
}

fn estimation(subject: &Subject, language: Language) -> String {
    let (replicates, mode) = match subject.plan() {
        Some(plan) => (plan.replicates.to_string(), plan.parameters),
        None => {
            let replicates = Label::new("默认 100", "100 by default").get(language).to_string();
            (replicates, ParameterMode::from(subject.baseline.usual_parameters()))
        }
    };
    let (drawn, rules) = (mode.name().get(language), rules_of_books().count());
    words!(
        language,
        "模拟次数：{replicates}；参数：{drawn}；情景按模拟配对（共同随机数）。`--precision` 可按蒙特卡洛误差决定次数。每次试验核对 {rules} 条守恒、界限和推算对照规则",
        "Replicates: {replicates}; parameters: {drawn}; scenarios are paired by replicate (common random numbers). `--precision` runs as many as a Monte Carlo \
         error asks for. Every experiment is checked against {rules} rules of conservation, bounds and projection"
    )
}

fn software(subject: &Subject, language: Language) -> String {
    let version = subject.plan().map_or(env!("CARGO_PKG_VERSION"), |plan| plan.silverpeak_version.as_str());
    words!(
        language,
        "silverpeak {version}，Rust；依赖及其版本见 Cargo.lock",
        "silverpeak {version}, in Rust; dependencies with versions in Cargo.lock"
    )
}

fn sampling(subject: &Subject, language: Language) -> String {
    let seed = subject.plan().map_or(1, |plan| plan.seed);
    words!(
        language,
        "无状态抽取：每个随机数是（种子、模拟、人、月、决定）的函数（xxh3 或带键的32位整数混合），每个决定有固定编号；种子 {seed}。\
         [design-concepts.md](design-concepts.md)",
        "Addressed draws without state: a number is a function of (seed, replicate, person, month, decision), by xxh3 or a keyed 32-bit mix; every \
         decision has a number for good; seed {seed}. [design-concepts.md](design-concepts.md)"
    )
}

fn execution(_: &Subject, language: Language) -> String {
    let several = REPLICATES_PER_TASK;
    words!(
        language,
        "时间步推进；{several} 次模拟为一个任务，线程数、分布和中断不改变任何字节；主体在 actix 上运行",
        "Time-stepped; tasks of {several} replicates; neither threads nor placement nor interruption change a byte; actors are hosted on actix"
    )
}

fn system(_: &Subject, language: Language) -> String {
    words!(
        language,
        "64 位 Linux、macOS 或 Windows，两个核心、1 GB 内存即可；实测时间：[performance.md](../performance.md)",
        "Two cores and 1 GB of memory of a 64-bit computer are enough; measured times: [performance.md](../performance.md)"
    )
}

fn sharing(subject: &Subject, language: Language) -> String {
    let inputs = subject.plan().map_or(subject.baseline.files.len(), |plan| plan.inputs.len());
    words!(
        language,
        "Apache-2.0；基线随程序分发。每个结果文件夹的 manifest.json 有 {inputs} 个输入文件和全部输出的哈希，`silverpeak verify` 核对",
        "Apache-2.0; baselines come with the program. manifest.json of a run folder has the hashes of {inputs} input files and of all outputs; \
         `silverpeak verify` checks them"
    )
}
