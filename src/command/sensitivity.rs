//! `silverpeak sensitivity`
use super::ensemble::{enough_memory, watched};
use super::{baseline, print, print_json};
use crate::arguments::Sensitivity;
use crate::exit::{Exit, Failure};
use crate::terminal;
use agents::text::{Label, Language};
use experiments::{execute as run, months_of};
use findings::WATERFALL_YEARS;
use inference::{MOST_SETS, NotAnalysed, SensitivityRequest};
use outputs::{SENSITIVITY_FILE, write_sensitivity_rows, write_whole};
use serde_json::json;
use std::path::PathBuf;

/// Name of the page in the folder.
const PAGE_FILE: &str = "sensitivity.html";
const TITLE: Label = Label::new("预测最依赖的参数", "The parameters that the forecasts depend on");

pub fn execute(asked: &Sensitivity, language: Language) -> Result<(), Failure> {
    let baseline = baseline(&asked.district, language)?.map_err(|problems| Failure::bad_input(&problems, language))?;
    let (first, last) = (baseline.district.start.year(), baseline.district.end.year());
    let year = asked.year.unwrap_or(WATERFALL_YEARS[1].min(last));
    if !(first..=last).contains(&year) {
        return Err(Failure::new(Exit::Usage, outside(year, [first, last], language)));
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let request = SensitivityRequest {
        sets: asked.sets,
        blocks: asked.blocks,
        year,
        seed: asked.seed,
        threads: asked.threads.map_or(cores, usize::from),
        baseline,
    };
    let (sets, blocks, seed) = (request.sets, request.blocks, request.seed);
    let usual = || {
        let id = &request.baseline.district.id;
        PathBuf::from("runs").join(format!("{id}-sensitivity-{year}-{sets}-{blocks}-{seed}"))
    };
    let folder = asked.out.clone().unwrap_or_else(usual);
    let runs = request.runs(&folder).map_err(|error| failure(error, language))?;
    if runs.sets() > MOST_SETS {
        return Err(Failure::new(Exit::Usage, too_many(runs.sets(), language)));
    }
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::new(Exit::Io, format!("{}: {error}", folder.display())))?;
    let both = [&runs.screened, &runs.sampled];
    both.into_iter().try_for_each(|request| enough_memory(request, language))?;
    let months = both.into_iter().map(months_of).sum();
    watched(months, language, |progress, stop| {
        both.into_iter().try_for_each(|of| run(of, progress, stop).map(|_| ()))
    })?;
    let found = request.analyse(&runs).map_err(|error| failure(error, language))?;
    let file = folder.join(SENSITIVITY_FILE);
    write_sensitivity_rows(&found.rows(), &file).map_err(|error| Failure::experiment(error, language))?;
    let figures = findings::figures::sensitivity(&found, language);
    let (name, title) = (request.baseline.district.name.get(language), TITLE.get(language));
    let heading = match language {
        Language::Zh => [format!("{name}：{title}"), format!("{year}年 · {sets} 组参数 · 种子 {seed}")],
        Language::En => [format!("{name}: {title}"), format!("{year} · {sets} parameter sets · seed {seed}")],
    };
    let page = report::page_of(heading, ("sensitivity", TITLE), &figures, language);
    let page = page.map_err(|error| Failure::new(Exit::Bug, error.to_string()))?;
    let page_file = folder.join(PAGE_FILE);
    write_whole(&page_file, page.as_bytes()).map_err(|error| Failure::experiment(error, language))?;
    if asked.json {
        return print_json(&json!({
            "district": request.baseline.district.id, "folder": folder.to_string_lossy(), "file": file.to_string_lossy(),
            "page": page_file.to_string_lossy(), "year": year, "sets": sets, "blocks": blocks, "seed": seed, "figures": figures,
        }));
    }
    let (file, page) = (file.display(), page_file.display());
    let written = match language {
        Language::Zh => format!("\n各组各项的全部数值：{file}\n网页：{page}\n"),
        Language::En => format!("\nAll numbers of all groups: {file}\nPage: {page}\n"),
    };
    print(&(terminal::headed(title, &figures, language) + &written))
}

fn outside(year: i32, [first, last]: [i32; 2], language: Language) -> String {
    match language {
        Language::Zh => format!("错误：--year {year}：可选 {first} 至 {last}"),
        Language::En => format!("error: --year {year}: allowed are {first} to {last}"),
    }
}

fn too_many(sets: u32, language: Language) -> String {
    match language {
        Language::Zh => format!("错误：筛查需要 {sets} 组参数，最多 {MOST_SETS} 组；请减少 --blocks"),
        Language::En => {
            format!(
                "error: the screening would need {sets} parameter sets, at most {MOST_SETS} are allowed; lower --blocks"
            )
        }
    }
}

fn failure(error: NotAnalysed, language: Language) -> Failure {
    match error {
        NotAnalysed::Run(error) => Failure::experiment(error, language),
        NotAnalysed::Finding(error) => Failure::finding(&error, language),
        NotAnalysed::Baseline(problems) => Failure::bad_input(&problems, language),
        NotAnalysed::Emulator { indicator, error } => {
            let message = match language {
                Language::Zh => format!("错误：{indicator} 无法仿真，请加大 --sets：{error}"),
                Language::En => format!("error: {indicator} cannot be emulated, raise --sets: {error}"),
            };
            Failure::new(Exit::BadInput, message)
        }
    }
}
