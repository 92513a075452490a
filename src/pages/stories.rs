//! What two scenarios mean for single elders, told month by month.
mod words;

use crate::terminal::plain;
use agents::district::District;
use agents::text::{Label, Language};
use experiments::{Dated, Event, Life, Measure, MeasureTotal, Rule, Span, Stories, Story};
use sim_core::Month;
use std::collections::BTreeSet;
use words::Words;

/// The section of the page.
pub fn section(told: &Stories, district: &District, language: Language) -> String {
    let words = Words { district, language };
    let title = Label::new("老人的经历", "Single elders under A and B");
    let title = title.get(language);
    let replicate = told.replicate;
    let Some(Span { first, last }) = told.from else {
        return match language {
            Language::Zh => format!("{title}（第 {replicate} 次模拟）：两情景在模拟的各月中完全相同，没有可讲的。\n\n"),
            Language::En => {
                format!(
                    "{title} (replicate {replicate}): both scenarios are the same in every month: there is nothing to tell.\n\n"
                )
            }
        };
    };
    let (elders, differing) = (plain(told.elders as f64), plain(told.differing as f64));
    let before = first - 1;
    let share = words::share(told.differing, told.elders, language);
    let mut text = match language {
        Language::Zh => format!(
            "{title}（第 {replicate} 次模拟；两情景自 {first} 起不同，讲到 {last}）\n{before} 在册的 {elders} 位老人中，\
             {differing} 位（{share}）在甲、乙中的经历有不同之处，其余每月都相同；此后才满60岁或迁入的不计。\n"
        ),
        Language::En => format!(
            "{title} (replicate {replicate}; the scenarios differ from {first} on; told to {last})\nOf {elders} elders on the register in \
             {before} the lives of {differing} ({share}) differ at all between A and B, those of the others in no month. Who turned 60 or \
             moved here later is not counted.\n"
        ),
    };
    if told.stories.is_empty() {
        return text + Label::new("因此没有可讲的。\n\n", "So there is nothing to tell.\n\n").get(language);
    }
    for total in &told.measures {
        text += &words.total(total);
    }
    text += Label::new(
        "  住养老机构和在家有照护的月数只计在两情景中都在册的月份。\n",
        "  Months in a home and with care at home are counted while the elder is registered in both.\n",
    )
    .get(language);
    let number = told.stories.len();
    text += &match language {
        Language::Zh => format!(
            "以下 {number} 位按各自写明的规则选出，并列时取编号最小者。经历只作说明，不是估计；人物由模拟产生，不是真人。\n\
             床位和服务按轮候、抽签分配，一人得到，另一人就可能得不到：差异中也有这样传开的偶然。\n"
        ),
        Language::En => format!(
            "The {number} below were chosen by the rules that are said; the lowest number wins ties. Stories illustrate, they are no estimate; \
             the persons are simulated, nobody real.\nBeds and services go by list and by lot, so that what one elder gets another may not: \
             part of the differences is chance passed on.\n"
        ),
    };
    for (at, story) in told.stories.iter().enumerate() {
        text += &words.story(at + 1, story, told, before, last);
    }
    text + "\n"
}

/// Whose month it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Both,
    A,
    B,
}

impl Whose {
    fn words(self, language: Language) -> &'static str {
        let words = match self {
            Whose::Both => Label::new("甲乙", "both"),
            Whose::A => Label::new("甲  ", "A   "),
            Whose::B => Label::new("  乙", "   B"),
        };
        words.get(language)
    }
}

/// What happens in a month in both, then what only in A, then what only in B.
fn told_apart<'a>(a: &'a [Dated], b: &'a [Dated], month: Month) -> [(Whose, Vec<&'a Event>); 3] {
    let of = |events: &'a [Dated]| events.iter().filter(move |one| one.month == month).map(|one| &one.event);
    let both = of(a).filter(|event| of(b).any(|other| other == *event)).collect();
    let only_a = of(a).filter(|event| of(b).all(|other| other != *event)).collect();
    let only_b = of(b).filter(|event| of(a).all(|other| other != *event)).collect();
    [(Whose::Both, both), (Whose::A, only_a), (Whose::B, only_b)]
}

/// What is so in both, or in either where that is something else.
fn apart(month: Month, of: [Option<String>; 2]) -> Vec<(Month, Whose, String)> {
    match of {
        [Some(a), Some(b)] if a == b => vec![(month, Whose::Both, a)],
        [a, b] => {
            let [a, b] = [(Whose::A, a), (Whose::B, b)].map(|(whose, what)| Some((month, whose, what?)));
            a.into_iter().chain(b).collect()
        }
    }
}

impl Words<'_> {
    fn total(&self, total: &MeasureTotal) -> String {
        let [more, less] = [total.more, total.less].map(|elders| plain(elders as f64));
        let (net, measure) = (plain(total.net.abs() as f64), self.measure(total.measure));
        if total.more + total.less == 0 {
            return match self.language {
                Language::Zh => format!("  {measure}：人人相同\n"),
                Language::En => format!("  {measure}: the same for everybody\n"),
            };
        }
        let (zh, en) = if total.net < 0 { ("少", "fewer") } else { ("多", "more") };
        match self.language {
            Language::Zh => format!("  {measure}：乙中较多 {more} 人，较少 {less} 人，相抵后乙{zh} {net} 个月\n"),
            Language::En => {
                format!("  {measure}: more in B for {more}, fewer for {less}, on the whole {net} {en} in B\n")
            }
        }
    }

    fn story(&self, number: usize, story: &Story, told: &Stories, before: Month, last: Month) -> String {
        let Story { id, age, .. } = story;
        let sex = if story.sex == 0 { Label::new("男", "man") } else { Label::new("女", "woman") }.get(self.language);
        let community = self.community(&story.a.start.community);
        let rule = self.rule(story, told);
        let mut text = match self.language {
            Language::Zh => {
                format!("\n{number}. 长者 #{id}，{sex}，{before} 时 {age} 岁，{community}\n   入选：{rule}\n")
            }
            Language::En => {
                format!("\n{number}. Elder #{id}, {sex}, {age} in {before}, {community}\n   Chosen: {rule}\n")
            }
        };
        let (a, b) = (&story.a, &story.b);
        text += &self.sums(a, b);
        let mut lines = apart(before, [a, b].map(|life| Some(self.situation(&life.start))));
        let months: BTreeSet<Month> = a.events.iter().chain(&b.events).map(|one| one.month).collect();
        for month in months {
            for (whose, events) in told_apart(&a.events, &b.events, month) {
                if !events.is_empty() {
                    let age = (month - story.birth) / 12;
                    let events: Vec<String> = events.into_iter().map(|event| self.event(event, age)).collect();
                    lines.push((month, whose, events.join(self.comma())));
                }
            }
        }
        lines.extend(apart(last, [a, b].map(|life| Some(self.in_the_end(&self.situation(life.end.as_ref()?))))));
        for (month, whose, what) in lines {
            text += &format!("   {month}  {}  {what}\n", whose.words(self.language));
        }
        text
    }

    fn in_the_end(&self, situation: &str) -> String {
        match self.language {
            Language::Zh => format!("最终：{situation}"),
            Language::En => format!("in the end: {situation}"),
        }
    }

    /// Months under either scenario.
    fn sums(&self, a: &Life, b: &Life) -> String {
        let parts: Vec<String> = Measure::ALL
            .iter()
            .map(|measure| {
                let [a, b] = [a, b].map(|life| life.months.get(*measure));
                let name = self.measure(*measure);
                match self.language {
                    Language::Zh => format!("{name} 甲 {a}、乙 {b}"),
                    Language::En => format!("{name} A {a}, B {b}"),
                }
            })
            .collect();
        match self.language {
            Language::Zh => format!("   合计：{}\n", parts.join("；")),
            Language::En => format!("   In all: {}\n", parts.join("; ")),
        }
    }

    fn rule(&self, story: &Story, told: &Stories) -> String {
        let total = |measure: Measure| told.measures.iter().find(|total| total.measure == measure);
        let by = |measure: Measure| story.b.months.get(measure) - story.a.months.get(measure);
        let name = |measure: Measure| self.measure(measure);
        match (story.rule, self.language) {
            (Rule::GainsMost(of), Language::Zh) => format!("{}增加最多（乙比甲多 {} 个月）", name(of), by(of)),
            (Rule::LosesMost(of), Language::Zh) => format!("{}减少最多（乙比甲少 {} 个月）", name(of), -by(of)),
            (Rule::Typical(of), Language::Zh) => {
                let number = total(of).map_or(0, |total| total.more + total.less);
                let number = plain(number as f64);
                let than = if by(of) > 0 { "多" } else { "少" };
                format!("{}有差的 {number} 人中居中的一位（中位数：乙比甲{than} {} 个月）", name(of), by(of).abs())
            }
            (Rule::OtherDates, Language::Zh) => "两情景中发生的事相同、只是月份不同的老人中，相差居中的一位".into(),
            (Rule::Further, Language::Zh) => "从其余经历不同者中按编号等距选取".into(),
            (Rule::GainsMost(of), Language::En) => format!("largest gain in {} ({} more in B)", name(of), by(of)),
            (Rule::LosesMost(of), Language::En) => format!("largest loss in {} ({} fewer in B)", name(of), -by(of)),
            (Rule::Typical(of), Language::En) => {
                let number = total(of).map_or(0, |total| total.more + total.less);
                let number = plain(number as f64);
                let than = if by(of) > 0 { "more" } else { "fewer" };
                format!(
                    "typical: the median of {number} elders who differ in {} ({} {than} in B)",
                    name(of),
                    by(of).abs()
                )
            }
            (Rule::OtherDates, Language::En) => {
                "of those to whom the same happens in both, only in other months, the median of how far these are apart"
                    .into()
            }
            (Rule::Further, Language::En) => "evenly spaced, by number, among all others whose lives differ".into(),
        }
    }
}
