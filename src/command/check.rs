//! `silverpeak check`
use super::{baseline, print, print_json};
use crate::exit::{Exit, Failure, unfit_words};
use agents::text::Language;
use serde_json::json;

pub fn execute(district: &str, as_json: bool, language: Language) -> Result<(), Failure> {
    let baseline = match baseline(district, language)? {
        Ok(baseline) => baseline,
        Err(problems) if as_json => {
            let list: Vec<_> = problems
                .0
                .iter()
                .map(|p| json!({ "file": p.file, "line": p.line, "key": p.key, "message": p.message(language) }))
                .collect();
            print_json(&json!({ "ok": false, "problems": list }))?;
            return Err(Failure::new(Exit::BadInput, ""));
        }
        Err(problems) => return Err(Failure::bad_input(&problems, language)),
    };
    let trial = experiments::try_parameters(&baseline);
    let grades = baseline.grade_counts();
    let d = &baseline.district;
    if as_json {
        let unfit: Vec<String> = trial.unfit.iter().map(ToString::to_string).collect();
        print_json(&json!({
            "ok": unfit.is_empty(), "district": d.id, "start": d.start.to_string(), "end": d.end.to_string(),
            "communities": d.communities.len(), "parameters": d.quantities.len(), "shocks": d.shocks.len(),
            "grades": { "found": grades.found, "derived": grades.derived, "assumed": grades.assumed },
            "parameter_sets_tried": trial.sets, "problems": unfit,
        }))?;
    } else if trial.unfit.is_empty() {
        let count = (d.communities.len(), d.quantities.len(), d.shocks.len(), trial.sets);
        print(&match language {
            Language::Zh => format!(
                "{}（{}）基线无误：{} 至 {}，{} 个街镇，{} 个参数，{} 个冲击。\n\
                 数值来源：查得 {}，推算 {}，假定 {}。已试 {} 组参数（各参数上下限及随机抽取），均可模拟。\n",
                d.name.zh,
                d.id,
                d.start,
                d.end,
                count.0,
                count.1,
                count.2,
                grades.found,
                grades.derived,
                grades.assumed,
                count.3
            ),
            Language::En => format!(
                "The baseline of {} ({}) is sound: {} to {}; {} communities, {} parameters; dated shocks: {}.\n\
                 Quantities: {} found, {} derived, {} assumed. {} parameter sets (each parameter's ends, and random \
                 draws) can all be simulated.\n",
                d.name.en,
                d.id,
                d.start,
                d.end,
                count.0,
                count.1,
                count.2,
                grades.found,
                grades.derived,
                grades.assumed,
                count.3
            ),
        })?;
    }
    if trial.unfit.is_empty() {
        return Ok(());
    }
    let list: String = trial.unfit.iter().map(|unfit| format!("  {}\n", unfit_words(unfit, language))).collect();
    let head = match language {
        Language::Zh => "参数在其范围内取值时无法模拟：",
        Language::En => "parameters inside their ranges cannot be simulated:",
    };
    Err(Failure::new(Exit::BadInput, if as_json { String::new() } else { format!("{head}\n{list}") }))
}
