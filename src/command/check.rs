//! `silverpeak check`
use super::{baseline, print, print_json};
use crate::exit::{Exit, Failure, MOST_MISTAKES, more_mistakes, unfit_words};
use crate::streams::one_line;
use agents::text::{Label, Language};
use scenarios::scenario::{BASELINE, LIBRARY};
use scenarios::{EMBEDDED, ProblemKind, Problems, Thing};
use serde_json::json;
use std::path::Path;

/// Checks a baseline, or a scenario on the baseline of `district`: every name that `run` takes.
pub fn execute(what: &str, district: &str, as_json: bool, language: Language) -> Result<(), Failure> {
    let is_in_library = LIBRARY.iter().any(|scenario| scenario.id == what);
    let is_baseline = EMBEDDED.contains(&what) || Path::new(what).is_dir();
    if is_in_library || !is_baseline {
        return scenario(what, district, as_json, language);
    }
    let baseline = match baseline(what, language)? {
        Ok(baseline) => baseline,
        Err(problems) => return Err(refused(&problems, as_json, language)?),
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
    let listed = trial.unfit.iter().take(MOST_MISTAKES);
    let mut list: String = listed.map(|unfit| format!("  {}\n", unfit_words(unfit, language))).collect();
    list += &more_mistakes(trial.unfit.len(), language);
    let head = match language {
        Language::Zh => "参数在其范围内取值时无法模拟：",
        Language::En => "parameters inside their ranges cannot be simulated:",
    };
    Err(Failure::new(Exit::BadInput, if as_json { String::new() } else { format!("{head}\n{list}") }))
}

/// What is wrong, as JSON on standard output or as words of the failure.
fn refused(problems: &Problems, as_json: bool, language: Language) -> Result<Failure, Failure> {
    if !as_json {
        return Ok(Failure::bad_input(problems, language));
    }
    let list: Vec<_> = problems
        .0
        .iter()
        .take(MOST_MISTAKES)
        .map(|p| json!({ "file": p.file, "line": p.line, "key": p.key, "message": p.message(language) }))
        .collect();
    print_json(&json!({ "ok": false, "count": problems.0.len(), "problems": list }))?;
    Ok(Failure::new(Exit::BadInput, ""))
}

/// Whether all that is wrong is that nothing has this name.
fn is_nothing(name: &str, problems: &Problems) -> bool {
    problems.0.iter().all(|problem| {
        problem.file == name && matches!(problem.kind, ProblemKind::NameUnknown { thing: Thing::Scenario, .. })
    })
}

fn nothing(name: &str, as_json: bool, language: Language) -> Result<Failure, Failure> {
    let ids = LIBRARY.iter().map(|scenario| scenario.id);
    let near = scenarios::nearest(name, EMBEDDED.iter().copied().chain([BASELINE]).chain(ids));
    let name = one_line(name);
    let mut message = match language {
        Language::Zh => format!("没有名为 {name} 的内置基线或情景，也没有这个文件夹或情景文件"),
        Language::En => format!("{name} is no embedded baseline or scenario, and no folder or scenario file"),
    };
    message += &match (near, language) {
        (Some(near), Language::Zh) => format!("；是否指 {near}？"),
        (Some(near), Language::En) => format!("; did you mean {near}?"),
        (None, _) => String::new(),
    };
    if as_json {
        let problem = json!({ "file": name, "line": null, "key": "", "message": message });
        print_json(&json!({ "ok": false, "count": 1, "problems": [problem] }))?;
        return Ok(Failure::new(Exit::BadInput, ""));
    }
    let mark = Label::new("错误：", "error: ").get(language);
    Ok(Failure::new(Exit::BadInput, format!("{mark}{message}")))
}

fn scenario(name: &str, district: &str, as_json: bool, language: Language) -> Result<(), Failure> {
    let baseline = baseline(district, language)?.map_err(|problems| Failure::bad_input(&problems, language))?;
    let scenarios = match scenarios::scenario::scenarios(&[name.to_string()], &baseline) {
        Ok(scenarios) => scenarios,
        Err(problems) if is_nothing(name, &problems) => return Err(nothing(name, as_json, language)?),
        Err(problems) => return Err(refused(&problems, as_json, language)?),
    };
    experiments::check_scenarios(&baseline, &scenarios).map_err(|error| Failure::experiment(error, language))?;
    if as_json {
        let one = |scenario: &scenarios::scenario::CompiledScenario| {
            let changes: Vec<_> = scenario.moved.iter().map(findings::planned_change).collect();
            json!({
                "id": scenario.id, "name": scenario.name, "identity": scenario.identity, "changes": changes,
                "stretches": scenario.stretches.len(), "targets": scenario.targets,
            })
        };
        return print_json(&json!({ "ok": true, "scenarios": scenarios.iter().map(one).collect::<Vec<_>>() }));
    }
    let mut text = String::new();
    for scenario in &scenarios {
        let (changes, stretches) = (scenario.moved.len(), scenario.stretches.len());
        text += &match language {
            Language::Zh => format!(
                "情景 {}（{}）无误：{changes} 项变动，{stretches} 个时段，可在{}模拟。\n",
                scenario.id, scenario.name.zh, baseline.district.name.zh
            ),
            Language::En => format!(
                "The scenario {} ({}) is sound: {changes} changes, {stretches} stretches of months; it can be simulated in {}.\n",
                scenario.id, scenario.name.en, baseline.district.name.en
            ),
        };
        for moved in &scenario.moved {
            let change = findings::planned_change(moved);
            text += &format!("  {}\n", findings::change_words(&change, &baseline.district, language));
        }
    }
    print(&text)
}
