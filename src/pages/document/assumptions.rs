//! The register of assumptions: every quantity and table of a baseline.
use super::{Subject, head, row};
use agents::text::{Label, Language};
use scenarios::{Grade, GradeCounts, ParameterRecord, unit};

/// The page.
pub fn page(subject: &Subject, language: Language) -> String {
    let baseline = &subject.baseline;
    let GradeCounts { found, derived, assumed } = baseline.grade_counts();
    let (all, name, id) = (found + derived + assumed, baseline.district.name.get(language), &baseline.district.id);
    let mut page = match language {
        Language::Zh => format!(
            "# 假设登记表\n\n由 `silverpeak document assumptions --district {id} --lang zh` 生成。{name}基线共 {all} 项数值：查得 {found} 项，\
             推算 {derived} 项，假定 {assumed} 项。每次模拟从范围中抽取数值（中位数为所列数值）；范围两端相同者固定不变。来源原文照录。\n\n\
             * **查得**：所列来源中读到。**推算**：由读到的数算出。**假定**：没有来源，只是判断；范围说明有多不确定。\n"
        ),
        Language::En => format!(
            "# Register of assumptions\n\nWritten by `silverpeak document assumptions --district {id} --lang en`. The baseline of {name} has \
             {all} quantities: {found} found, {derived} derived, {assumed} assumed. A replicate draws each of them from its range (the value is \
             the median); where both ends are the same it is fixed.\n\n\
             * **found**: read in the source named. **derived**: by arithmetic from what was read. **assumed**: nobody published it; the range \
             says how little is known.\n"
        ),
    };
    let weakest = [Grade::Assumed, Grade::Derived, Grade::Found];
    let sections = sections(&baseline.quantities);
    page += &format!("\n## {}\n\n", Label::new("各部分", "By section").get(language));
    let mut heads = vec![Label::new("部分", "section").get(language)];
    heads.extend(weakest.map(|grade| grade.name().get(language)));
    page += &head(&heads);
    for (section, records) in &sections {
        let count = |grade: Grade| records.iter().filter(|record| record.grade == grade).count().to_string();
        let anchor = format!("[`{section}`](#{section})");
        page += &row(&[anchor, count(weakest[0]), count(weakest[1]), count(weakest[2])]);
    }
    for (section, records) in &sections {
        page += &format!("\n## {section}\n\n");
        page += &head(
            &[
                Label::new("编号", "id"),
                Label::new("名称", "name"),
                Label::new("数值〔范围〕", "value [range]"),
                Label::new("单位", "unit"),
                Label::new("依据", "grade"),
                Label::new("日期", "date"),
                Label::new("来源", "source"),
            ]
            .map(|label| label.get(language)),
        );
        let mut before = "";
        for record in records {
            let [low, high] = record.range;
            let name = baseline.quantity_name(&record.id, language);
            let value = match low == high {
                true => format!("{}", record.value),
                false => format!("{} [{low}, {high}]", record.value),
            };
            page += &row(&[
                format!("`{}`", record.id),
                if name == record.id { String::new() } else { name },
                value,
                unit(&record.unit, language).to_string(),
                record.grade.name().get(language).to_string(),
                record.date.clone(),
                // A source that rows share is told once.
                if record.source == before {
                    Label::new("同上", "as above").get(language).into()
                } else {
                    record.source.clone()
                },
            ]);
            before = &record.source;
        }
    }
    page += &format!("\n## {}\n\n", Label::new("整张表格", "Whole tables").get(language));
    page += &head(
        &[
            Label::new("文件", "file"),
            Label::new("单位", "unit"),
            Label::new("依据", "grade"),
            Label::new("日期", "date"),
            Label::new("来源", "source"),
        ]
        .map(|label| label.get(language)),
    );
    let mut told: Vec<&str> = Vec::new();
    for table in &baseline.tables {
        // A file may hold several tables; which one, the file's own order says.
        told.push(&table.file);
        let of_file = |files: &[&str]| files.iter().filter(|file| **file == table.file).count();
        let all: Vec<&str> = baseline.tables.iter().map(|table| table.file.as_str()).collect();
        let number = match of_file(&all) {
            1 => String::new(),
            all => format!(" ({}/{all})", of_file(&told)),
        };
        page += &row(&[
            format!("`{}`{number}", table.file),
            unit(&table.unit, language).to_string(),
            table.grade.name().get(language).to_string(),
            table.date.clone(),
            table.source.clone(),
        ]);
    }
    page
}

/// Quantities by the first part of their id, in the order of the files.
fn sections(quantities: &[ParameterRecord]) -> Vec<(&str, Vec<&ParameterRecord>)> {
    let mut sections: Vec<(&str, Vec<&ParameterRecord>)> = Vec::new();
    for record in quantities {
        let section = record.id.split('.').next().unwrap_or_default();
        match sections.iter_mut().find(|(known, _)| *known == section) {
            Some((_, records)) => records.push(record),
            None => sections.push((section, vec![record])),
        }
    }
    sections
}
