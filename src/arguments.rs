//! What was typed, and what was meant.
mod calibrate;
mod compare;
mod copy;
mod describe;
mod design;
mod document;
mod fit;
mod report;
mod run_folder;
mod score;
mod sensitivity;
mod table;
mod validate;
mod verify;
mod workbook;

pub use calibrate::Calibrate;
pub use compare::Compare;
pub use copy::Copy;
pub use describe::Describe;
pub use design::Design;
pub use document::{Document, Page};
pub use fit::Fit;
pub use sensitivity::Sensitivity;
pub use table::Table;

use crate::exit::{EXIT_CODES, Exit, Failure};
use agents::parameters::ParameterChoice;
use agents::text::{Label, Language};
use clap::builder::{PossibleValuesParser, ValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command as ClapCommand, value_parser};
use outputs::{Detail, ParameterMode};
use sim_core::Month;
use std::path::PathBuf;
use tracing::Level;

pub use self::workbook::Workbook;
pub use report::Report;
pub use score::Score;
pub use validate::Validate;
pub use verify::Verify;

/// What was meant.
pub enum Command {
    /// Run the district.
    Run(Box<Run>),
    /// Compare two scenarios.
    Compare(Box<Compare>),
    /// Check a baseline or a scenario.
    Check {
        /// A baseline, embedded or a folder, or a scenario.
        what: String,
        /// The district on which a scenario is checked.
        district: String,
        /// Whether to print JSON.
        json: bool,
    },
    /// List the levers.
    Levers {
        /// Embedded id or folder.
        district: String,
        /// Whether to print JSON.
        json: bool,
    },
    /// Make a table of designs.
    Design(Design),
    /// Compare results with published figures.
    Validate(Validate),
    /// Score a run against anybody's published figures.
    Score(Score),
    /// Fit mortality.
    Fit(Fit),
    /// Calibrate parameters.
    Calibrate(Calibrate),
    /// Find what the forecasts depend on.
    Sensitivity(Sensitivity),
    /// Check a run folder against its manifest.
    Verify(Verify),
    /// Describe columns.
    Describe(Describe),
    /// Write a table as CSV.
    Table(Table),
    /// Write a workbook.
    Workbook(Workbook),
    /// Make a page of a run.
    Report(Report),
    /// Write an embedded baseline into a folder.
    Copy(Copy),
    /// Print a page of documentation.
    Document(Document),
    /// Print schemas.
    Schema(Schema),
}

/// Options of `run`.
pub struct Run {
    /// Scenarios, as typed; the baseline when none.
    pub scenarios: Vec<String>,
    /// A file of designs.
    pub design: Option<PathBuf>,
    /// Replicates to add to a finished run.
    pub add_replicates: Option<u32>,
    /// Monte Carlo error to reach, as typed.
    pub precision: Option<String>,
    /// Whether months that scenarios share are simulated once.
    pub shares_history: bool,
    /// Embedded id or folder.
    pub district: String,
    /// Replicates.
    pub replicates: u32,
    /// Seed.
    pub seed: u64,
    /// Last month; the baseline's when none.
    pub until: Option<Month>,
    /// Run folder; named after the plan when none.
    pub out: Option<PathBuf>,
    /// Threads.
    pub threads: usize,
    /// Where replicates take their parameters from; what is usual for the district when none.
    pub parameters: Option<ParameterChoice>,
    /// How much is kept; by the number of scenarios when none.
    pub detail: Option<Detail>,
    /// Whether dated shocks happen.
    pub shocks: bool,
    /// `lever[@month]=value`, as typed.
    pub set: Vec<String>,
    /// A finished run that is made again.
    pub again: Option<PathBuf>,
    /// Go on with what the folder holds.
    pub resume: bool,
    /// Only say what it would cost.
    pub dry_run: bool,
    /// Whether to print JSON.
    pub json: bool,
}

/// What `schema` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// JSON Schema of the input files.
    Inputs,
    /// JSON Schema of a scenario's file.
    Scenario,
    /// Every column of every Parquet file.
    Outputs,
    /// JSON Schema of `manifest.json`.
    Manifest,
}

/// Parses the process's arguments: the command, and the level of the log if one was asked for. `--help` and `--version`
/// print and end the process.
pub fn parse(language: Language) -> Result<(Command, Option<Level>), Failure> {
    let matches = match command(language).try_get_matches() {
        Ok(matches) => matches,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => error.exit(),
        Err(error) => return Err(Failure::new(Exit::Usage, usage_error(&error, language))),
    };
    // A level is one of the possible values, each of which is one.
    let level = matches.get_one::<String>("log").and_then(|level| level.parse().ok());
    let command = match matches.subcommand() {
        Some(("run", run)) => Ok(Command::Run(Box::new(meant_run(run)))),
        Some(("design", matches)) => Ok(Command::Design(design::meant(matches))),
        Some(("compare", compare)) => Ok(Command::Compare(Box::new(Compare::meant(compare)))),
        Some(("check", check)) => {
            let (what, district) = (text(check, "what"), text(check, "district"));
            Ok(Command::Check { what, district, json: check.get_flag("json") })
        }
        Some(("levers", levers)) => {
            Ok(Command::Levers { district: text(levers, "district"), json: levers.get_flag("json") })
        }
        Some(("validate", validate)) => Ok(Command::Validate(validate::meant(validate))),
        Some(("score", matches)) => Ok(Command::Score(score::meant(matches))),
        Some(("fit", matches)) => Ok(Command::Fit(fit::meant(matches))),
        Some(("calibrate", matches)) => Ok(Command::Calibrate(calibrate::meant(matches))),
        Some(("sensitivity", matches)) => Ok(Command::Sensitivity(sensitivity::meant(matches))),
        Some(("verify", matches)) => Ok(Command::Verify(verify::meant(matches))),
        Some(("describe", matches)) => Ok(Command::Describe(describe::meant(matches))),
        Some(("table", matches)) => Ok(Command::Table(table::meant(matches))),
        Some(("workbook", matches)) => Ok(Command::Workbook(workbook::meant(matches))),
        Some(("report", report)) => Ok(Command::Report(report::meant(report))),
        Some(("copy", matches)) => Ok(Command::Copy(copy::meant(matches))),
        Some(("document", matches)) => Ok(Command::Document(document::meant(matches))),
        Some(("schema", schema)) => Ok(Command::Schema(match text(schema, "of").as_str() {
            "scenario" => Schema::Scenario,
            "outputs" => Schema::Outputs,
            "manifest" => Schema::Manifest,
            _ => Schema::Inputs,
        })),
        _ => Err(Failure::new(Exit::Usage, command(language).render_help().to_string())),
    };
    command.map(|command| (command, level))
}

fn text(matches: &ArgMatches, id: &str) -> String {
    matches.get_one::<String>(id).cloned().unwrap_or_default()
}

fn meant_run(run: &ArgMatches) -> Run {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let list = |id: &str| run.get_many::<String>(id).map(|values| values.cloned().collect()).unwrap_or_default();
    Run {
        scenarios: list("scenario"),
        design: run.get_one("design").cloned(),
        add_replicates: run.get_one("add-replicates").copied(),
        precision: run.get_one("precision").cloned(),
        shares_history: !run.get_flag("no-fork"),
        district: text(run, "district"),
        replicates: run.get_one("replicates").copied().unwrap_or(1),
        seed: run.get_one("seed").copied().unwrap_or(1),
        until: run.get_one("until").copied(),
        out: run.get_one("out").cloned(),
        threads: run.get_one::<u16>("threads").map_or(cores, |threads| usize::from(*threads)),
        parameters: parameters(run),
        detail: detail(run),
        shocks: !run.get_flag("no-shocks"),
        set: list("set"),
        again: run.get_one("again").cloned(),
        resume: run.get_flag("resume"),
        dry_run: run.get_flag("dry-run"),
        json: run.get_flag("json"),
    }
}

/// Where replicates were asked to take their parameters from.
fn parameters(matches: &ArgMatches) -> Option<ParameterChoice> {
    let word = matches.get_one::<String>("parameters")?;
    ParameterMode::ALL.into_iter().find(|mode| mode.word() == word).map(ParameterChoice::from)
}

/// The level of detail that was asked for.
fn detail(matches: &ArgMatches) -> Option<Detail> {
    let word = matches.get_one::<String>("detail")?;
    Detail::ALL.into_iter().find(|detail| detail.word() == word)
}

/// Builds arguments whose help is in one language.
struct Builder(Language);

impl Builder {
    fn words(&self, zh: &'static str, en: &'static str) -> &'static str {
        Label::new(zh, en).get(self.0)
    }

    fn arg(&self, id: &'static str, zh: &'static str, en: &'static str) -> Arg {
        Arg::new(id).help(self.words(zh, en)).help_heading(self.words("选项", "Options"))
    }

    fn option(&self, id: &'static str, value: &'static str, zh: &'static str, en: &'static str) -> Arg {
        self.arg(id, zh, en).long(id).value_name(value)
    }

    /// A default and the possible values, said in the help's own language.
    fn choices(&self, arg: Arg, default: &'static str, values: &[&'static str]) -> Arg {
        let arg = if values.is_empty() { arg } else { arg.value_parser(PossibleValuesParser::new(values.to_vec())) };
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        let help = match self.0 {
            Language::Zh => format!("{help}〔默认 {default}〕"),
            Language::En => format!("{help} [default: {default}]"),
        };
        arg.default_value(default).hide_default_value(true).hide_possible_values(true).help(help)
    }

    fn flag(&self, id: &'static str, zh: &'static str, en: &'static str) -> Arg {
        self.arg(id, zh, en).long(id).action(ArgAction::SetTrue)
    }

    fn district(&self) -> Arg {
        let words = self.arg(
            "district",
            "区：内置基线的名称（changning、qingxi）或基线文件夹",
            "district: an embedded baseline (changning, qingxi) or a folder",
        );
        self.choices(words.value_name("NAME|DIR"), "changning", &[])
    }

    /// The words say what is kept where nothing is asked for.
    fn detail(&self, [zh, en]: [&'static str; 2]) -> Arg {
        let values = PossibleValuesParser::new(Detail::ALL.map(Detail::word));
        self.option("detail", "LEVEL", zh, en).value_parser(values).hide_possible_values(true)
    }

    fn json(&self) -> Arg {
        self.flag("json", "在标准输出打印 JSON", "print JSON on standard output")
    }

    fn subcommand(&self, name: &'static str, zh: &'static str, en: &'static str) -> ClapCommand {
        let command = self.template(ClapCommand::new(name)).about(self.words(zh, en));
        // clap would write [OPTIONS] in any language.
        let operand = match name {
            "run" => self.words(" [情景..]", " [SCENARIO..]"),
            "check" => " [NAME|DIR|SCENARIO]",
            "compare" => " <A> <B>",
            "design" => self.words(" <杠杆..>", " <LEVER..>"),
            "report" => " <RUN>",
            "schema" => " [WHAT]",
            "document" => " [PAGE]",
            "copy" => " <NAME|RUN> <DIR>",
            "fit" | "calibrate" | "sensitivity" => " [NAME|DIR]",
            "verify" | "workbook" => self.words(" <结果文件夹>", " <RUN>"),
            "describe" => self.words(" [主题..]", " [TOPIC..]"),
            "table" => self.words(" <结果文件夹> <主题>", " <RUN> <TOPIC>"),
            _ => "",
        };
        command.override_usage(format!("silverpeak {name} {}{operand}", self.words("[选项]", "[OPTIONS]")))
    }

    /// The parts that clap itself would say in English.
    fn template(&self, command: ClapCommand) -> ClapCommand {
        let heading = self.words("选项", "Options");
        command
            .disable_help_flag(true)
            .disable_help_subcommand(true)
            .subcommand_help_heading(self.words("命令", "Commands"))
            .subcommand_value_name(self.words("命令", "COMMAND"))
            .help_template(self.words(
                "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}",
                "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
            ))
            .arg(
                Arg::new("help")
                    .short('h')
                    .long("help")
                    .action(ArgAction::Help)
                    .help_heading(heading)
                    .help(self.words("显示帮助", "print help")),
            )
    }
}

fn command(language: Language) -> ClapCommand {
    let b = Builder(language);
    let codes = EXIT_CODES.map(|(exit, words)| format!("  {:>2}  {}", exit as u8, words.get(language))).join("\n");
    let run = b
        .subcommand(
            "run",
            "逐月模拟一个区，写出可审阅的结果文件夹",
            "simulate a district month by month and leave a reviewable run folder",
        )
        .arg(
            b.arg(
                "scenario",
                "情景：内置编号、文件、带 * 的式样，或以 + 叠加（如 certify-80+epidemic-2027）；不写为基线",
                "scenarios: ids of the library, files, patterns with *, or laid over one another with + \
                 (certify-80+epidemic-2027); the baseline when none",
            )
            .value_name(b.words("情景", "SCENARIO"))
            .num_args(0..),
        )
        .arg(b.district().long("district"))
        .arg(
            b.choices(b.option("replicates", "N", "模拟次数", "replicates"), "100", &[])
                .value_parser(value_parser!(u32).range(1..=1_000_000)),
        )
        .arg(
            b.choices(b.option("seed", "S", "随机种子", "seed of every draw"), "1", &[])
                .value_parser(value_parser!(u64)),
        )
        .arg(
            b.option(
                "until",
                "YYYY-MM",
                "模拟到哪个月（默认到基线的最后一个月）",
                "last month (default: the baseline's last)",
            )
            .value_parser(ValueParser::new(str::parse::<Month>)),
        )
        .arg(
            b.option(
                "out",
                "DIR",
                "结果文件夹（默认 runs/<区>-<计划指纹>-<模拟次数>）",
                "run folder (default: runs/<district>-<fingerprint of the plan>-<replicates>)",
            )
            .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            b.option(
                "threads",
                "N",
                "线程数（默认用全部核心；结果与线程数无关）",
                "threads (default: all cores; results do not depend on them)",
            )
            .value_parser(value_parser!(u16).range(1..=1024)),
        )
        .arg(
            b.option(
                "parameters",
                "HOW",
                "posterior：取自校准后的联合分布；prior：从范围中抽取；fixed：用最佳估计（默认：有校准结果时为 posterior，否则为 prior）",
                "posterior: drawn from the calibrated joint distribution; prior: drawn from their ranges; fixed: best estimates \
                 (default: posterior where the district was calibrated, else prior)",
            )
            .value_parser(PossibleValuesParser::new(ParameterMode::ALL.map(ParameterMode::word)))
            .hide_possible_values(true),
        )
        .arg(b.detail([
            "保留程度：headline 主要指标，district 全区各表，full 全部（默认至多20个情景为 district，更多为 headline）；以后可用 --again 补足，字节相同",
            "what is kept: headline (headline indicators), district (the district's tables) or full (everything) (default: \
             district for up to 20 scenarios, headline for more); --again makes the rest later, the same bytes",
        ]))
        .arg(
            b.option(
                "set",
                "KEY=VALUE[,VALUE..]",
                "在全部情景中设定一个杠杆或参数，写成 键@YYYY-MM=值 则自该月起；可重复；多个值逐一组合成情景；单位和范围见 levers",
                "set a lever or parameter in every scenario, with KEY@YYYY-MM=VALUE from a month on; may be repeated; several \
                 values make a grid of scenarios; units and ranges: silverpeak levers",
            )
            .action(ArgAction::Append),
        )
        .arg(
            b.option(
                "design",
                "FILE",
                "设计表（CSV，列为参数或杠杆，每行一个情景），见 silverpeak design",
                "a table of designs (CSV, a column a parameter or lever, a row a scenario), see silverpeak design",
            )
            .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            b.option(
                "again",
                "RUN",
                "按结果文件夹中保存的全部输入重新运行，字节相同；用 --out 给出新文件夹",
                "make a finished run again from the inputs in its folder: the same bytes; give a new folder with --out",
            )
            .value_parser(value_parser!(PathBuf))
            .conflicts_with_all([
                "scenario", "district", "replicates", "seed", "until", "parameters", "set", "design", "precision", "no-shocks",
                "add-replicates",
            ]),
        )
        .arg(
            b.option(
                "add-replicates",
                "N",
                "为已完成的运行（--out）追加 N 次模拟，字节与一次跑完相同",
                "add N replicates to the finished run in --out; the bytes are those of a run made at once",
            )
            .value_parser(value_parser!(u32).range(1..=1_000_000)),
        )
        .arg(b.option(
            "precision",
            "\"INDICATOR 5%\"",
            "追加模拟，直到该指标（多个情景时为与第一个情景之差）的蒙特卡洛误差低于此值",
            "add replicates until the Monte Carlo error of the indicator (of its difference to the first scenario) is below",
        ))
        .arg(b.flag(
            "no-fork",
            "各情景各自从头模拟（结果相同，只是更慢）",
            "simulate every scenario from the start; the results are the same, only slower",
        ))
        .arg(b.flag("no-shocks", "不含疫情等冲击", "leave out dated shocks such as the epidemic wave"))
        .arg(b.flag(
            "resume",
            "在同一文件夹续跑；已完成的直接显示",
            "go on with the same folder; show it when it is finished",
        ))
        .arg(b.flag(
            "dry-run",
            "只估计任务数、时间和内存，不写文件",
            "only estimate tasks, time and memory; write nothing",
        ))
        .arg(b.json());
    let compare = Compare::command(&b);
    let check = b
        .subcommand(
            "check",
            "检查基线文件夹或情景文件，列出全部错误",
            "check a baseline or a scenario and list everything that is wrong with it",
        )
        .arg(
            b.choices(
                b.arg(
                    "what",
                    "基线（内置名称或文件夹）或情景（内置编号或文件）",
                    "a baseline (embedded or a folder) or a scenario (of the library or a file)",
                )
                .value_name("NAME|DIR|SCENARIO"),
                "changning",
                &[],
            ),
        )
        .arg(b.district().long("district"))
        .arg(b.json());
    let levers = b
        .subcommand("levers", "列出全部杠杆：政策和假设", "list all levers: policies and assumptions")
        .arg(b.district().long("district"))
        .arg(b.json());
    let schema = b
        .subcommand(
            "schema",
            "打印输入文件的 JSON Schema 或输出各列的说明",
            "print the JSON Schema of the inputs or the description of every output column",
        )
        .arg(
            b.choices(
                b.arg(
                    "of",
                    "inputs：输入文件；scenario：情景文件；outputs：输出各列（同 describe --json）；manifest：运行清单",
                    "inputs: input files; scenario: a scenario's file; outputs: every column (as describe --json); \
                     manifest: manifest.json",
                )
                .value_name("WHAT"),
                "inputs",
                &["inputs", "scenario", "outputs", "manifest"],
            ),
        );
    b.template(ClapCommand::new("silverpeak"))
        .override_usage(b.words("silverpeak [选项] <命令>", "silverpeak [OPTIONS] <COMMAND>"))
        .about(b.words(
            "银峰：逐月模拟和预测一个区的人口老龄化：老年人、照护、床位、人员、救助与预算",
            "silverpeak: simulates and forecasts the ageing of a district, month by month: elders, care, beds, workers, relief \
             and budget",
        ))
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help_heading(b.words("选项", "Options"))
                .help(b.words("显示版本", "print the version")),
        )
        .arg(
            b.option(
                "lang",
                "zh|en",
                "语言（默认按系统区域设置，未设置时为中文）",
                "language (default: by locale, Chinese when there is none)",
            )
            .global(true)
            .hide_possible_values(true)
            .value_parser(PossibleValuesParser::new(["zh", "en"])),
        )
        .arg(
            b.option(
                "log",
                "LEVEL",
                "在标准错误输出运行记录：error、warn、info、debug（默认不记）",
                "log to standard error: error, warn, info, debug (default: nothing)",
            )
            .global(true)
            .hide_possible_values(true)
            .value_parser(PossibleValuesParser::new(["error", "warn", "info", "debug"])),
        )
        .after_help(format!("{}\n{codes}", b.words("退出码：", "Exit codes:")))
        .subcommand_required(true)
        .subcommand(run)
        .subcommand(compare)
        .subcommand(check)
        .subcommand(levers)
        .subcommand(design::subcommand(&b))
        .subcommand(validate::subcommand(&b))
        .subcommand(score::subcommand(&b))
        .subcommand(fit::subcommand(&b))
        .subcommand(calibrate::subcommand(&b))
        .subcommand(sensitivity::subcommand(&b))
        .subcommand(workbook::subcommand(&b))
        .subcommand(table::subcommand(&b))
        .subcommand(verify::subcommand(&b))
        .subcommand(describe::subcommand(&b))
        .subcommand(report::subcommand(&b))
        .subcommand(copy::subcommand(&b))
        .subcommand(document::subcommand(&b))
        .subcommand(schema)
}

/// clap's errors are English; in Chinese the kinds that a user meets have words of their own.
fn usage_error(error: &clap::Error, language: Language) -> String {
    if language == Language::En {
        return error.render().to_string();
    }
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let (argument, value) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    let subcommand = context(ContextKind::InvalidSubcommand);
    let known = context(ContextKind::ValidValue);
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand]
        .map(context)
        .concat();
    let mut message = match error.kind() {
        ErrorKind::UnknownArgument => format!("错误：没有参数 {argument}"),
        ErrorKind::InvalidSubcommand => format!("错误：没有命令 {subcommand}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("错误：{argument} 需要一个值"),
        ErrorKind::InvalidValue => format!("错误：{argument} 不能取 {value}"),
        ErrorKind::ValueValidation => {
            // The reasons clap and Month give, in Chinese.
            let reason = std::error::Error::source(error).map_or(String::new(), ToString::to_string);
            let reason = match reason.split_once(" is not in ") {
                Some((_, range)) => format!("，允许范围 {}", range.replace("..=", " 至 ")),
                None if argument.starts_with("--until") => "，请写成 YYYY-MM".into(),
                None => "，应为整数".into(),
            };
            format!("错误：{argument} 不能取 {value}{reason}")
        }
        ErrorKind::InvalidUtf8 => "错误：参数不是 UTF-8 编码".into(),
        ErrorKind::MissingRequiredArgument => format!("错误：缺少参数 {argument}"),
        ErrorKind::ArgumentConflict => match context(ContextKind::PriorArg) {
            prior if prior.is_empty() || prior == argument => format!("错误：{argument} 只能给一次"),
            prior => format!("错误：{argument} 不能与 {prior} 同时给出"),
        },
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "错误：请给出命令".into(),
        _ => return error.render().to_string(),
    };
    if !known.is_empty() {
        message += &format!("；可取 {known}");
    }
    if !near.is_empty() {
        message += &format!("；是否指 {near}？");
    }
    message + "\n用 --help 查看用法"
}
