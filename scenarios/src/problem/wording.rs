//! The problems in Chinese and English.
use super::{Expected, Problem, ProblemKind, Thing};
use crate::nearest::nearest;
use agents::text::{Label, Language};

/// Cells and words from a file are quoted up to this many characters.
const QUOTED: usize = 60;

pub(super) fn message(problem: &Problem, language: Language) -> String {
    let mut place = problem.file.clone();
    if let Some(line) = problem.line {
        place.push_str(&format!(":{line}"));
    }
    let colon = match language {
        Language::Zh => "：",
        Language::En => ": ",
    };
    let (zh, en) = detail(&problem.kind);
    let detail = match language {
        Language::Zh => zh,
        Language::En => en,
    };
    if problem.key.is_empty() {
        format!("{place}{colon}{detail}")
    } else {
        format!("{place}{colon}`{}`{colon}{detail}", shorten(&problem.key))
    }
}

/// `text` for one line of a message: cut when long, control characters made visible.
fn shorten(text: &str) -> String {
    let mut shown = String::new();
    for (position, character) in text.chars().enumerate() {
        if position == QUOTED {
            shown.push('…');
            break;
        }
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

fn number(value: f64) -> String {
    if value != 0.0 && !(1e-6..1e15).contains(&value.abs()) { format!("{value:e}") } else { format!("{value}") }
}

fn mean(nearest: &Option<String>) -> (String, String) {
    match nearest {
        Some(name) => (format!("；是否想写 `{name}`？"), format!("; did you mean `{name}`?")),
        None => Default::default(),
    }
}

fn expected(expected: Expected) -> Label {
    match expected {
        Expected::Number => Label::new("数字", "a number"),
        Expected::Whole => Label::new("整数", "a whole number"),
        Expected::Text => Label::new("带引号的文字", "text in quotes"),
        Expected::Boolean => Label::new("true 或 false", "true or false"),
        Expected::Table => Label::new("表（{ .. } 或 [名称]）", "a table, { .. } or [name]"),
        Expected::Tables => Label::new("表的列表（[[名称]]）", "a list of tables, [[name]]"),
        Expected::Range => Label::new("两个数字 [下限, 上限]", "two numbers, [low, high]"),
        Expected::Levels => {
            Label::new("七个数字，照护等级0至6级各一个", "seven numbers, one for each care level 0 to 6")
        }
        Expected::Numbers => Label::new("数字列表，例如 [6, 11]", "a list of numbers, such as [6, 11]"),
        Expected::Texts => Label::new("文字列表，例如 [\"no\"]", "a list of words, such as [\"no\"]"),
        Expected::Rows(2) => {
            Label::new("若干行、每行两个数字，例如 [[15, 1.0]]", "rows of two numbers, such as [[15, 1.0]]")
        }
        Expected::Rows(_) => {
            Label::new("若干行、每行三个数字，例如 [[18, 34, 0.2]]", "rows of three numbers, such as [[18, 34, 0.2]]")
        }
    }
}

fn thing_words(thing: Thing) -> Label {
    match thing {
        Thing::Lever => Label::new("杠杆", "lever"),
        Thing::Community => Label::new("街镇", "community"),
        Thing::Facility => Label::new("机构", "home"),
        Thing::BedType => Label::new("床位类型", "type of bed"),
        Thing::Programme => Label::new("项目", "programme"),
        Thing::Account => Label::new("账户", "account"),
        Thing::Scenario => Label::new("情景或情景文件", "scenario or file"),
        Thing::Target => Label::new("目标", "target"),
        Thing::Fact => Label::new("公布数据", "fact"),
        Thing::Parameter => Label::new("参数", "parameter"),
    }
}

/// The words for `kind`: Chinese, English.
fn detail(kind: &ProblemKind) -> (String, String) {
    use ProblemKind::*;
    match kind {
        FileMissing { nearest } => {
            let (zh, en) = mean(nearest);
            (format!("缺少此文件{zh}"), format!("this file is missing{en}"))
        }
        FileUnreadable { reason } => {
            (format!("无法读取此文件（{reason}）"), format!("this file cannot be read ({reason})"))
        }
        FileTooLarge { most } => {
            (format!("文件过大，最多 {most} 字节"), format!("this file is too large; at most {most} bytes"))
        }
        NotRegular => ("不是普通文件，不读取".into(), "this is not a regular file, so it is not read".into()),
        NotUtf8 => ("不是 UTF-8 编码，请另存为 UTF-8".into(), "this is not UTF-8; save the file as UTF-8".into()),
        Syntax { detail } => (format!("语法错误（{detail}）"), format!("syntax error ({detail})")),
        UnknownKey { nearest } => {
            let (zh, en) = mean(nearest);
            (format!("不认识的键{zh}"), format!("unknown key{en}"))
        }
        MissingKey => ("缺少此键".into(), "this key is missing".into()),
        WrongType { expected: e } => {
            let words = expected(*e);
            (format!("类型不符，应为{}", words.zh), format!("wrong type; it should be {}", words.en))
        }
        EmptyText => ("不能为空".into(), "it must not be empty".into()),
        UnknownWord { found, known } => {
            let (zh, en) = mean(&nearest(found, known.iter().copied()));
            let found = shorten(found);
            (
                format!("`{found}` 不在允许的取值 {} 之中{zh}", known.join("、")),
                format!("`{found}` is none of {}{en}", known.join(", ")),
            )
        }
        UnitDiffers { found, expected } => {
            let found = shorten(found);
            (
                format!("单位是 `{found}`，应为 `{expected}`"),
                format!("the unit is `{found}`; it should be `{expected}`"),
            )
        }
        OutsideBounds { value, least, most } => {
            let (value, least, most) = (number(*value), number(*least), number(*most));
            (
                format!("{value} 超出允许范围 [{least}, {most}]"),
                format!("{value} is outside the allowed range [{least}, {most}]"),
            )
        }
        NotFinite => ("不是有限的数".into(), "this is not a finite number".into()),
        RangeReversed { low, high } => {
            let (low, high) = (number(*low), number(*high));
            (
                format!("范围 [{low}, {high}] 上下限颠倒"),
                format!("the range [{low}, {high}] is reversed; write the lower end first"),
            )
        }
        RangeWithoutValue { value, low, high } => {
            let (value, low, high) = (number(*value), number(*low), number(*high));
            (
                format!("范围 [{low}, {high}] 不包含取值 {value}"),
                format!("the range [{low}, {high}] does not contain the value {value}"),
            )
        }
        RangeMissing => (
            "缺少范围 range;只有 grade 为 found 时可省略".into(),
            "the range is missing; only a value graded found may go without".into(),
        ),
        NotAMonth { found } => {
            let found = shorten(found);
            (
                format!("`{found}` 不是月份，请写成 YYYY-MM,例如 2021-01"),
                format!("`{found}` is no month; write it as YYYY-MM, for example 2021-01"),
            )
        }
        NotADate { found } => {
            let found = shorten(found);
            (
                format!("`{found}` 不是日期，请写成 YYYY、YYYY-MM、YYYY-MM-DD 或 起/止"),
                format!("`{found}` is no date; write YYYY, YYYY-MM, YYYY-MM-DD, or from/to"),
            )
        }
        NotAnId { found } => {
            let found = shorten(found);
            (
                format!("`{found}` 不是合法的标识，只能用小写字母、数字和连字符，以字母开头，最多 40 个字符"),
                format!(
                    "`{found}` is no id; use lower-case letters, digits and hyphens, a letter first, at most 40 characters"
                ),
            )
        }
        ReservedId { found } => {
            (format!("标识 `{found}` 另有含义，请换一个"), format!("the id `{found}` is reserved; choose another"))
        }
        Duplicate { name, first } => {
            let name = shorten(name);
            match first {
                Some(line) => (
                    format!("`{name}` 重复，首次出现在第 {line} 行"),
                    format!("`{name}` is there twice, first in line {line}"),
                ),
                None => (format!("`{name}` 重复"), format!("`{name}` is there twice")),
            }
        }
        CellNotNumber { found } => {
            let found = shorten(found);
            (format!("`{found}` 不是数字"), format!("`{found}` is no number"))
        }
        CellCount { found, expected } => (
            format!("此行有 {found} 格，应为 {expected} 格"),
            format!("this row has {found} cells; it should have {expected}"),
        ),
        ColumnMissing => ("缺少此列".into(), "this column is missing".into()),
        ColumnUnknown { nearest } => {
            let (zh, en) = mean(nearest);
            (format!("不认识的列{zh}"), format!("unknown column{en}"))
        }
        HeaderMissing => ("文件开头缺少此说明行".into(), "the file does not open with this line".into()),
        MissingRows { rows } => (format!("缺少行:{rows}"), format!("rows are missing: {rows}")),
        NoRows => ("没有数据行".into(), "there are no rows".into()),
        Negative { value } => {
            let value = number(*value);
            (format!("{value} 是负数，此处不能小于 0"), format!("{value} is negative; it cannot be below 0"))
        }
        ZoneApart { home } => (
            format!("养老机构须按片区排列：{home} 与同片区的机构被其他片区隔开"),
            format!("care homes stand zone by zone: homes of another zone part `{home}` from those of its own"),
        ),
        TotalDiffers { total, sum } => {
            let (total, sum) = (number(*total), number(*sum));
            (
                format!("合计 {total} 与分项之和 {sum} 不符"),
                format!("the total {total} differs from the sum of its parts, {sum}"),
            )
        }
        SumTooLarge { sum, most } => {
            let (sum, most) = (number(*sum), number(*most));
            (format!("合计 {sum} 超过上限 {most}"), format!("the sum {sum} is above the most possible, {most}"))
        }
        NoElders => ("没有 60 岁及以上人口".into(), "nobody is 60 or older".into()),
        Count { found, least, most } => (
            format!("共 {found} 项，应为 {least} 至 {most} 项"),
            format!("there are {found}; there should be {least} to {most}"),
        ),
        BandStart { found, expected } => (
            format!("年龄段从 {found} 岁开始，应从 {expected} 岁开始（年龄段须依次相接）"),
            format!(
                "the band starts at age {found}; it should start at {expected} (bands follow one another without gaps)"
            ),
        ),
        BandsEnd { found } => (
            format!("最后一个年龄段止于 {found} 岁，应为开口（至 120 岁）"),
            format!("the last band ends at age {found}; it should be open-ended (up to 120)"),
        ),
        NotABand { found } => {
            let found = shorten(found);
            (
                format!("`{found}` 不是年龄段，请写成 \"60-79\" 或 \"80+\""),
                format!("`{found}` is no age band; write \"60-79\" or \"80+\""),
            )
        }
        EndBeforeStart { start, end } => {
            (format!("结束月 {end} 早于开始月 {start}"), format!("the last month {end} is before the first, {start}"))
        }
        TooLong { months, most } => {
            (format!("共 {months} 个月，最多 {most} 个月"), format!("these are {months} months; at most {most}"))
        }
        PyramidTooEarly { year, stocks } => (
            format!("人口金字塔为 {year} 年末，早于起点存量月份 {stocks}；模型只能向前反推，请换较晚的年份"),
            format!(
                "the pyramid is of the end of {year}, before the starting stocks of {stocks}; the model survives it backwards only, so take a later one"
            ),
        ),
        AgesNotCovered { found, needed } => (
            format!("年龄覆盖 {} 至 {} 岁，须覆盖 {} 至 {} 岁", found[0], found[1], needed[0], needed[1]),
            format!("ages {} to {} are covered; {} to {} are needed", found[0], found[1], needed[0], needed[1]),
        ),
        MonthOutside { month, start, end } => (
            format!("{month} 不在模拟期 {start} 至 {end} 之内"),
            format!("{month} is outside the simulated months {start} to {end}"),
        ),
        MonthTooEarly { month, earliest } => {
            (format!("{month} 过早，最早为 {earliest}"), format!("{month} is too early; {earliest} at the earliest"))
        }
        MonthNotBetween { month, low, high } => (
            format!("范围 {low} 至 {high} 不包含 {month}，或上下限颠倒"),
            format!("the range {low} to {high} does not contain {month}, or its ends are reversed"),
        ),
        CommunityUnknown { found, nearest } => {
            let found = shorten(found);
            let (zh, en) = mean(nearest);
            (format!("本区没有街镇 `{found}`{zh}"), format!("the district has no community `{found}`{en}"))
        }
        Unserved { communities } => (
            format!("以下街镇没有居家照护机构服务：{communities}"),
            format!("no agency serves these communities: {communities}"),
        ),
        AccountUnknown { found, nearest } => {
            let found = shorten(found);
            let (zh, en) = mean(nearest);
            (format!("没有账户 `{found}`{zh}"), format!("the bureau has no account `{found}`{en}"))
        }
        AttributeUnknown { found, nearest } => {
            let found = shorten(found);
            let (zh, en) = mean(nearest);
            (format!("没有属性 `{found}`{zh}"), format!("there is no attribute `{found}`{en}"))
        }
        NotOf { over } => (
            format!("此项不适用于 over = \"{over}\" 的项目"),
            format!("this makes no sense for a programme with over = \"{over}\""),
        ),
        OneOf { found, of } => (
            format!("{} 中应恰有一项（或至少一端），现有 {found} 项", of.join("、")),
            format!("one of {} is needed here; there are {found}", of.join(", ")),
        ),
        OnlyOnce { first } => (
            format!("只能有一个项目这样写，`{first}` 已有"),
            format!("one programme only may have this; `{first}` has it"),
        ),
        TooManyGrants { found, most } => (
            format!("家庭和成员项目至多给一户 {found} 项待遇，上限 {most} 项"),
            format!(
                "programmes over households and members could give a household {found} grants; the limit is {most}"
            ),
        ),
        NeverReached => (
            "前一档不设条件，本档永远不会用到".into(),
            "the amount before it has no condition, so this one is never reached".into(),
        ),
        PartsDiffer { of, sum } => {
            let sum = number(*sum);
            (
                format!("各账户 `{of}` 之和为 {sum}，应为 1"),
                format!("the shares `{of}` of all accounts add up to {sum}, not 1"),
            )
        }
        Alone { missing } => (format!("须与 `{missing}` 同时填写"), format!("it needs `{missing}` beside it")),
        NameUnknown { thing, found, nearest } => {
            let found = shorten(found);
            let (zh, en) = mean(nearest);
            let words = thing_words(*thing);
            (format!("没有{} `{found}`{zh}", words.zh), format!("there is no {} `{found}`{en}", words.en))
        }
        NotWith { lever, allowed: [] } => {
            (format!("此键不适用于杠杆 `{lever}`"), format!("this makes no sense for the lever `{lever}`"))
        }
        NotWith { lever, allowed } => (
            format!("此键不适用于杠杆 `{lever}`，可限定 {}", allowed.join("、")),
            format!("this makes no sense for the lever `{lever}`; it can be confined by {}", allowed.join(", ")),
        ),
        NoHomeStands { month } => (
            format!("{month} 时所选范围内没有可扩建的机构"),
            format!("no home of the selection stands in {month} to build onto"),
        ),
        NeedsAFile => (
            "此杠杆须注明对象，请写在情景文件中".into(),
            "this lever must say what it is confined to: write it in a scenario's file".into(),
        ),
        NeedsAMonth { lever } => (
            format!("须注明起始月份，例如 {lever}@2026-01"),
            format!("it needs a first month: {lever}@2026-01, for example"),
        ),
        WholeTimeOnly => (
            "此参数只能对整个模拟期设定，不能写起始月份".into(),
            "this parameter can only be set for the whole time, without a first month".into(),
        ),
        FactUnit { fact, found } => (
            format!("公布数据的单位是 `{fact}`，不能换算为 `{found}`"),
            format!("the fact is in `{fact}`, which cannot be taken for `{found}`"),
        ),
        NotBoth { other } => {
            (format!("不能与 `{other}` 同时填写"), format!("it cannot stand beside `{other}`: write one of them"))
        }
        TooManyScenarios { found, most } => (
            format!("将组合成 {found} 个情景，最多 {most} 个；请减少取值，或用 silverpeak design 抽取一部分组合"),
            format!(
                "this makes {found} scenarios, of {most} at most; give fewer values, or sample some of them with silverpeak design"
            ),
        ),
        IdTaken { found, by } => (
            format!("标识 `{found}` 与 {by} 相同，请改其中一个"),
            format!("the id `{found}` is that of {by} as well; change one of them"),
        ),
        ChangesNothing => (
            "此情景没有任何变动：没有 change、shock、extends 或 without_shocks".into(),
            "this scenario changes nothing: it has no change, shock, extends or without_shocks".into(),
        ),
        Separators { found } => {
            let found = shorten(found);
            let plain: String = found.split(',').collect();
            (
                format!("`{found}` 会被读成几个值；数字中不要写千分位逗号，请写 {plain}"),
                format!("`{found}` would be read as several values; write a number without separators: {plain}"),
            )
        }
        Circle => {
            ("情景互相继承成环，或层数过多".into(), "scenarios extend one another in a circle, or too deep".into())
        }
        NotAnOverride { found } => {
            let found = shorten(found);
            (
                format!("`{found}` 不是 节.键=数值 或 节.键@YYYY-MM=数值 的形式"),
                format!("`{found}` is not written section.key=value or section.key@YYYY-MM=value"),
            )
        }
    }
}
