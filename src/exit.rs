//! Exit codes, in one place, and what ends a command early.
use crate::pages::verify::wrong;
use crate::streams::one_line;
use agents::Unfit;
use agents::events::LIFE_EVENTS;
use agents::text::{Label, Language};
use experiments::ExperimentError;
use findings::{FindingError, NotFitted};
use outputs::OutputError;
use scenarios::Problems;
use std::process::ExitCode;

/// How the process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Ok = 0,
    /// The command line makes no sense, or asks to overwrite.
    Usage = 2,
    /// An input file or value is wrong.
    BadInput = 65,
    /// A bug of silverpeak.
    Bug = 70,
    /// The machine gives too little memory or disk, or too few threads or open files.
    Limit = 71,
    /// A file could not be read or written.
    Io = 74,
    /// Interrupted; `--resume` goes on.
    Interrupted = 75,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// The codes and what they mean, for `--help` and the documentation.
pub const EXIT_CODES: [(Exit, Label); 7] = [
    (Exit::Ok, Label::new("成功", "done")),
    (Exit::Usage, Label::new("命令用法有误，或会覆盖已有结果", "wrong usage, or results would be overwritten")),
    (Exit::BadInput, Label::new("输入文件或数值有误", "an input file or value is wrong")),
    (Exit::Bug, Label::new("程序缺陷", "a bug")),
    (
        Exit::Limit,
        Label::new(
            "本机内存、磁盘、线程或可打开文件数不足",
            "the machine gives too little memory or disk, or too few threads or open files",
        ),
    ),
    (Exit::Io, Label::new("文件读写失败", "a file could not be read or written")),
    (Exit::Interrupted, Label::new("被中断，可用 --resume 续跑", "interrupted; --resume goes on")),
];

/// What a bug says before its details.
pub const BUG: Label = Label::new(
    "silverpeak 内部出错。这是程序缺陷，并非您的输入有误；请将以下信息报告给开发者。",
    "silverpeak broke. This is a bug, not a fault of your input; please report what follows.",
);

/// What is said where the machine gives no more, before the system's words.
pub const NO_THREAD: Label = Label::new(
    "本机无法再提供线程、内存或打开更多文件。这不是程序缺陷；请用 --threads 减少线程数，或放宽内存、进程数和打开文件数的限制（ulimit）。",
    "The machine gives no more threads, memory or open files. This is no bug: use fewer --threads, or raise the limits of \
     memory, processes and open files (ulimit).",
);

/// Whether a panic says that the machine gave no thread, or what a thread needs. Libraries panic where they cannot have it.
pub fn is_of_the_machine(message: &str) -> bool {
    const WORDS: [&str; 5] = [
        "failed to spawn thread",
        "Failed to create new Arbiter",
        "Cannot spawn Arbiter",
        "Arbiter's Runtime",
        "zstd returned null pointer",
    ];
    WORDS.iter().any(|words| message.contains(words))
}

/// Mistakes that are listed one by one.
pub const MOST_MISTAKES: usize = 100;

/// How many mistakes are not listed; nothing when all are.
pub fn more_mistakes(all: usize, language: Language) -> String {
    match (all.saturating_sub(MOST_MISTAKES), language) {
        (0, _) => String::new(),
        (more, Language::Zh) => format!("  其余 {more} 处从略\n"),
        (more, Language::En) => format!("  and {more} more\n"),
    }
}

/// Why a command ended early.
#[derive(Debug)]
pub struct Failure {
    /// Exit code.
    pub exit: Exit,
    /// What to say on standard error.
    pub message: String,
}

impl Failure {
    /// A failure with words.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Failure { exit, message: message.into() }
    }

    /// Everything that is wrong with an input.
    pub fn bad_input(problems: &Problems, language: Language) -> Self {
        let mut message = match language {
            Language::Zh => format!("输入有 {} 处错误：\n", problems.0.len()),
            Language::En if problems.0.len() == 1 => "1 mistake in the input:\n".into(),
            Language::En => format!("{} mistakes in the input:\n", problems.0.len()),
        };
        for problem in problems.0.iter().take(MOST_MISTAKES) {
            message += &format!("  {}\n", one_line(&problem.message(language)));
        }
        message += &more_mistakes(problems.0.len(), language);
        Failure::new(Exit::BadInput, message)
    }

    /// An experiment's failure.
    pub fn experiment(error: impl Into<ExperimentError>, language: Language) -> Self {
        let error = error.into();
        let exit = match &error {
            ExperimentError::Unfit(_) | ExperimentError::UnfitScenario { .. } => Exit::BadInput,
            ExperimentError::Broken(_) => Exit::Bug,
            ExperimentError::Output(error) => output_exit(error),
            ExperimentError::Folder { .. } => Exit::Io,
            ExperimentError::Exists(_)
            | ExperimentError::NotFolder(_)
            | ExperimentError::OtherRun { .. }
            | ExperimentError::NothingToExtend(_)
            | ExperimentError::OtherVersion(_)
            | ExperimentError::FileExists(_) => Exit::Usage,
            ExperimentError::Finding(error) => return Failure::finding(error, language),
            ExperimentError::Input(problems) => return Failure::bad_input(problems, language),
            ExperimentError::Interrupted { .. } => Exit::Interrupted,
            ExperimentError::TooLittleMemory { .. } | ExperimentError::TooLittleDisk { .. } => Exit::Limit,
        };
        Failure::new(exit, experiment_words(&error, language))
    }

    /// A baseline whose mortality cannot be fitted.
    pub fn not_fitted(error: &NotFitted, language: Language) -> Self {
        let words = error.words(language);
        let message = match language {
            Language::Zh => format!("错误：{words}"),
            Language::En => format!("error: {words}"),
        };
        Failure::new(Exit::BadInput, message)
    }

    /// A finished run that cannot be read.
    pub fn finding(error: &FindingError, language: Language) -> Self {
        let exit = match error {
            FindingError::Baseline(problems) => return Failure::bad_input(problems, language),
            FindingError::Output(error) => output_exit(error),
            FindingError::Plan(_) => Exit::Io,
            FindingError::Damaged { .. } | FindingError::OtherValidation(_) => Exit::BadInput,
            FindingError::Unfinished(_)
            | FindingError::OtherVersion { .. }
            | FindingError::NoScenario { .. }
            | FindingError::Unlike { .. }
            | FindingError::FileExists(_) => Exit::Usage,
        };
        Failure::new(exit, finding_words(error, language))
    }
}

/// Why values cannot be simulated together.
pub fn unfit_words(unfit: &Unfit, language: Language) -> String {
    if language == Language::En {
        return unfit.to_string();
    }
    match unfit {
        Unfit::AboveBand { event, age, year, rate, band, factor } => {
            let name = LIFE_EVENTS.iter().find(|e| e.id == *event).map_or(*event, |e| e.name.zh);
            format!(
                "{year} 年 {age} 岁“{name}”的年发生率为 {rate:.4}，超出其上限 {band:.4}；上限由基线划定（至少为最佳估计的 \
                 {factor} 倍），各情景才能共用随机数"
            )
        }
        Unfit::NoRate { event, age, year } => {
            let name = LIFE_EVENTS.iter().find(|e| e.id == *event).map_or(*event, |e| e.name.zh);
            format!("由这些输入算不出 {year} 年 {age} 岁“{name}”的年发生率")
        }
        Unfit::Overfull { age, sum } => format!("{age} 岁时全部事件的上限合计为一个月的 {sum:.2}，基线的发生率过高"),
        Unfit::PyramidTooOld { youngest, last_entry } => {
            format!("人口金字塔从 {youngest} 岁开始，{last_entry} 年满60岁的人比这更年轻")
        }
        Unfit::TooManyArrivals { expected, most } => {
            format!("一个街镇一个月预计迁入 {expected:.0} 人，最多 {most} 人")
        }
        Unfit::TooManyNewcomers { occupation, year, expected, most } => {
            format!("{year} 年每月预计有 {expected:.0} 名新入行{}求职，最多 {most} 名", occupation.name().zh)
        }
        Unfit::TooManyHouseholds { expected, most } => {
            format!("一个街镇预计有 {expected:.0} 户困难家庭（期初或一个月新增），最多 {most} 户")
        }
        Unfit::TooManyPersons { ids } => format!("本区需要 {ids} 个人员编号，超出二十亿的上限"),
    }
}

/// The exit code of a file that is not as it should be.
fn output_exit(error: &OutputError) -> Exit {
    match error {
        OutputError::Busy(_) => Exit::Usage,
        OutputError::Changed(_) => Exit::BadInput,
        OutputError::BeingRead(_) => Exit::Interrupted,
        _ => Exit::Io,
    }
}

/// The same in Chinese words.
fn output_words(error: &OutputError) -> String {
    match error {
        OutputError::Busy(path) => format!("另一个进程正在使用 {}", path.display()),
        OutputError::Changed(path) => format!("{} 的内容与写入时不一致，不予采用", path.display()),
        OutputError::BeingRead(path) => {
            format!("另一个进程正在读取 {}；新增的模拟均已完成并保留，请稍后用同一命令收尾", path.display())
        }
        OutputError::HalfMoved { path, source } => {
            format!("{} 追加模拟次数时在最后一步中断，须由有权写入该文件夹的命令先行完成（{source}）", path.display())
        }
        other => format!("文件读写失败：{other}"),
    }
}

fn experiment_words(error: &ExperimentError, language: Language) -> String {
    if language == Language::En {
        return match error {
            ExperimentError::Broken(_) => format!("{}\n{error}", BUG.en),
            ExperimentError::Interrupted { .. } => {
                format!("{error}; go on with the same command (`run` needs --resume for it)")
            }
            other => other.to_string(),
        };
    }
    match error {
        ExperimentError::Unfit(unfit) => format!("输入无法模拟：{}", unfit_words(unfit, language)),
        ExperimentError::UnfitScenario { scenario, unfit } => {
            format!("情景 {scenario} 无法模拟：{}", unfit_words(unfit, language))
        }
        ExperimentError::NothingToExtend(path) => format!("{} 中没有可追加的已完成运行", path.display()),
        ExperimentError::Broken(errors) => {
            let first = errors.first().map_or(String::new(), ToString::to_string);
            format!("{}\n{} 次模拟出错，其余已完成并保留。第一处：{first}", BUG.zh, errors.len())
        }
        ExperimentError::Output(error) => output_words(error),
        ExperimentError::Folder { path, source } => format!("{}：{source}", path.display()),
        ExperimentError::Exists(path) => {
            format!("{} 已有运行结果，不会覆盖；请用 --out 另选文件夹，或用 --resume 续跑、重新显示", path.display())
        }
        ExperimentError::NotFolder(path) => format!("{} 不是文件夹，请用 --out 另选", path.display()),
        ExperimentError::OtherRun { path, differences } => {
            format!("{} 是另一次运行：{}", path.display(), differences.join("；"))
        }
        ExperimentError::Input(problems) => format!("输入有 {} 处错误", problems.0.len()),
        ExperimentError::OtherVersion(version) => format!("任务来自 silverpeak {version} 版，与本程序版本不同"),
        ExperimentError::Finding(error) => finding_words(error, language),
        ExperimentError::FileExists(path) => format!("{} 已存在，不会覆盖", path.display()),
        ExperimentError::TooLittleMemory { megabytes, available, fitting_threads } => {
            let advice = match fitting_threads {
                0 => "请分批运行情景".to_string(),
                most => format!("请减少线程数（--threads {most}），或分批运行情景"),
            };
            format!("本次运行约需内存 {megabytes:.0} MB，超出本机可用的 {available:.0} MB；{advice}")
        }
        ExperimentError::TooLittleDisk { megabytes, available } => format!(
            "本次运行约需磁盘空间 {megabytes:.0} MB（运行期间），剩余 {available:.0} MB；请减少保留内容（--detail headline）、分批运行，或用 --out 换到其他磁盘"
        ),
        ExperimentError::Interrupted { done, tasks } => {
            format!("已中断：{tasks} 个任务完成了 {done} 个；用同一命令续跑（run 须加 --resume）")
        }
    }
}

/// Why a finished run cannot be read.
pub fn finding_words(error: &FindingError, language: Language) -> String {
    match (error, language) {
        (FindingError::Damaged { path, verification }, _) => return wrong(path, verification, language),
        (_, Language::En) => return error.to_string(),
        (_, Language::Zh) => (),
    }
    match error {
        FindingError::Output(error) => output_words(error),
        FindingError::OtherValidation(path) => {
            let run = path.display();
            format!("{run} 中的公布数据对照表不属于现有结果，请重新生成：silverpeak validate --run {run}")
        }
        FindingError::Plan(path) => format!("{} 的清单中没有可读的月份", path.display()),
        FindingError::Baseline(problems) => format!("基线有 {} 处错误", problems.0.len()),
        FindingError::Damaged { path, verification } => wrong(path, verification, language),
        FindingError::FileExists(path) => format!("{} 已存在，不会覆盖", path.display()),
        FindingError::OtherVersion { path, version } => {
            let here = env!("CARGO_PKG_VERSION");
            format!("{} 由 silverpeak {version} 生成，本程序为 {here}；请用本版本重新运行", path.display())
        }
        FindingError::Unfinished(path) => format!("{} 里没有已完成的运行", path.display()),
        FindingError::NoScenario { path, scenario, known } => {
            format!("{} 里没有情景 {scenario}，有 {}", path.display(), known.join("、"))
        }
        FindingError::Unlike { folders: [a, b], differences } => {
            let differences: Vec<String> = differences.iter().map(|difference| difference.words(language)).collect();
            format!("{} 与 {} 不能逐次模拟配对比较：{}", a.display(), b.display(), differences.join("；"))
        }
    }
}
