//! Three ways to say how many beds are needed, as a table and in words.
use super::grouped;
use agents::care::beds::BedType;
use agents::text::{Label, Language};
use comfy_table::{CellAlignment, Table, presets};
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
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let per_type = Label::new("需求/可用", "wanted/usable").get(language);
    let mut heads = vec![
        Label::new("年末", "year end").get(language).to_string(),
        Label::new("3%口径", "3 % rule").get(language).to_string(),
        Label::new("平均流量", "average flow").get(language).to_string(),
        Label::new("模型", "model").get(language).to_string(),
        Label::new("建成", "built").get(language).to_string(),
    ];
    let short = |bed: BedType| match bed {
        BedType::Ordinary => Label::new("普通", "ordinary"),
        BedType::Nursing => Label::new("护理型", "nursing"),
        BedType::Dementia => Label::new("认知障碍", "dementia"),
        BedType::SevereDisability => Label::new("困难重残", "severe disability"),
    };
    heads.extend(BedType::ALL.map(|bed| format!("{} {per_type}", short(bed).get(language))));
    table.set_header(heads);
    for year in &outlook.years {
        let mut cells = vec![
            year.year.to_string(),
            grouped(year.rule),
            year.average_flow.map_or_else(|| "-".to_string(), grouped),
            grouped(year.demand),
            grouped(year.built),
        ];
        let by_type = year.demand_by_type.iter().zip(&year.usable_by_type);
        cells.extend(by_type.map(|(demand, usable)| format!("{}/{}", grouped(*demand), grouped(*usable))));
        table.add_row(cells);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt()
}

fn words(outlook: &BedOutlook, language: Language) -> String {
    let ways = [
        (Label::new("3%口径", "the 3 % rule"), outlook.rule_short),
        (Label::new("平均流量", "the average flow"), outlook.average_flow_short),
        (Label::new("模型需求总数", "the model's demand, all types together"), outlook.demand_short),
    ];
    let said = ways.map(|(way, year)| match (year, language) {
        (Some(year), Language::Zh) => format!("{}自 {year} 年起超过建成床位", way.get(language)),
        (None, Language::Zh) => format!("{}始终不超过建成床位", way.get(language)),
        (Some(year), Language::En) => format!("{} exceeds the beds built from {year} on", way.get(language)),
        (None, Language::En) => format!("{} never exceeds the beds built", way.get(language)),
    });
    let types = BedType::ALL.into_iter().zip(outlook.short_by_type).filter_map(|(bed, year)| {
        let (name, year) = (bed.name().get(language), year?);
        Some(match language {
            Language::Zh => format!("{name}（{year} 年起）"),
            Language::En => format!("{name} (from {year})"),
        })
    });
    let types: Vec<String> = types.collect();
    match (language, types.is_empty()) {
        (Language::Zh, true) => format!("{}。各类可用床位均不短缺。\n", said.join("；")),
        (Language::Zh, false) => format!("{}。按类型看可用床位短缺：{}。\n", said.join("；"), types.join("、")),
        (Language::En, true) => format!("{}. No type of usable bed falls short.\n", capital(&said.join("; "))),
        (Language::En, false) => {
            format!("{}. Usable beds fall short by type: {}.\n", capital(&said.join("; ")), types.join(", "))
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
