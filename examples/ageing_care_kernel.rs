//! The reference workload on our engine: elders age, become frail, apply for a scarce care bed, wait,
//! are admitted, die. It is written in many frameworks; the law is in docs/performance.md.
//!
//! `cargo run --release --example ageing_care_kernel -- N SEED [--threads T]` prints one line of JSON.
//!
//! Chunks of elders and one home are actors. A chunk screens its elders with one addressed draw each
//! and tells the home who applied and which applicants died; the home reads that in the next month
//! and closes the books of the month before, so admissions follow the applications of their own month.
use serde::{Deserialize, Serialize};
use sim_core::{
    Actor, Address, Candidate, Digest, Draws, Imbalance, Letter, Month, Outbox, Placement, Runtime, World, screen,
    threshold,
};
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

const MONTHS: i32 = 156;
const YOUNGEST: i32 = 720;
const OLDEST: i32 = 1440;
const EIGHTY: i32 = 960;
const ALONE_RATE: f64 = 0.003;
const APPLY_RATE: f64 = 0.05;
const MORTALITY_RATIO: [f64; 4] = [1.0, 1.5, 2.2, 3.5];
const UP: [[f64; 4]; 3] = [[0.0015, 0.010, 0.012, 0.0], [0.004, 0.018, 0.020, 0.0], [0.012, 0.030, 0.030, 0.0]];
const DOWN: [[f64; 4]; 3] = [[0.0, 0.040, 0.020, 0.008], [0.0, 0.025, 0.012, 0.005], [0.0, 0.012, 0.006, 0.002]];
const START_LEVEL: [[f64; 4]; 3] = [[0.90, 0.06, 0.025, 0.015], [0.80, 0.12, 0.05, 0.03], [0.58, 0.22, 0.12, 0.08]];

// Decisions: the screened month, then what may still happen in the same month after a first event.
const MONTH: u16 = 0;
const DEMENTIA_TOO: u16 = 1;
const ALONE_TOO: u16 = 2;
const APPLIES_TOO: u16 = 3;
const START: u16 = 4;

// Class of an elder: level, sex, dementia, alone, has applied.
const SEX: u8 = 4;
const DEMENTIA: u8 = 8;
const ALONE: u8 = 16;
const APPLIED: u8 = 32;

/// Completed years since 60 and class of an elder in one number: years * 64 + class.
type Kind = u16;
const YEAR: Kind = 64;
/// Kinds that a table has room for: 128 years.
const KINDS: usize = 8192;

fn class_of(kind: Kind) -> u8 {
    (kind % YEAR) as u8
}

fn band(age: i32) -> usize {
    usize::from(age >= 840) + usize::from(age >= EIGHTY)
}

fn in_need(class: u8) -> bool {
    class & 3 >= 2 || class & (DEMENTIA | ALONE) == DEMENTIA | ALONE
}

fn may_apply(class: u8) -> bool {
    in_need(class) && class & APPLIED == 0
}

/// Monthly probabilities as thresholds, and the bound of each year of age and class.
struct Tables {
    death: Vec<u32>,
    dementia: Vec<u32>,
    up: [[u32; 4]; 3],
    up_or_down: [[u32; 4]; 3],
    alone: u32,
    apply: u32,
    /// By kind.
    bounds: Box<[u32; KINDS]>,
}

impl Tables {
    fn new() -> Self {
        let ages = (OLDEST - YOUNGEST + 1) as usize;
        let death_probability = |age: usize, sex: usize, level: usize| {
            let base = [0.0045, 0.0025][sex] * (0.10 * age as f64 / 12.0).exp() * MORTALITY_RATIO[level];
            1.0 - (-base / 12.0).exp()
        };
        let dementia_probability = |age: usize| 1.0 - (-0.002 * (0.11 * (age / 12).min(50) as f64).exp() / 12.0).exp();
        let anything = |age: usize, class: u8| {
            let (level, b) = (usize::from(class & 3), band(age as i32 + YOUNGEST));
            let nothing = (1.0 - death_probability(age, usize::from(class >> 2 & 1), level))
                * (1.0 - UP[b][level] - DOWN[b][level])
                * if class & DEMENTIA == 0 { 1.0 - dementia_probability(age) } else { 1.0 }
                * if class & ALONE == 0 { 1.0 - ALONE_RATE } else { 1.0 }
                * if may_apply(class) { 1.0 - APPLY_RATE } else { 1.0 };
            1.0 - nothing
        };
        let bounds = Box::new(std::array::from_fn(|kind| {
            let year = (kind / 64).min(ages / 12);
            let months = year * 12..(year * 12 + 12).min(ages);
            let most = months.map(|age| anything(age, (kind % 64) as u8)).fold(0.0, f64::max);
            threshold(most + 1e-8)
        }));
        Tables {
            bounds,
            death: (0..ages * 8).map(|i| threshold(death_probability(i / 8, i >> 2 & 1, i & 3))).collect(),
            dementia: (0..ages).map(|age| threshold(dementia_probability(age))).collect(),
            up: UP.map(|row| row.map(threshold)),
            up_or_down: std::array::from_fn(|b| std::array::from_fn(|l| threshold(UP[b][l] + DOWN[b][l]))),
            alone: threshold(ALONE_RATE),
            apply: threshold(APPLY_RATE),
        }
    }

    #[inline]
    fn bound(&self, kind: Kind) -> u32 {
        self.bounds[usize::from(kind) % KINDS]
    }
}

struct Shared {
    tables: Tables,
    draws: Draws,
    first: Month,
    initial: u32,
    entrants: u32,
    chunks: u32,
    beds: usize,
}

impl Shared {
    fn time(&self, month: Month) -> i32 {
        month - self.first + 1
    }
}

/// Counts of one month.
#[derive(Clone, Copy, Default)]
struct Row {
    steps: i64,
    alive: i64,
    over_80: i64,
    levels: [i64; 4],
    deaths: i64,
    waiting: i64,
    occupied: i64,
}

/// What a chunk tells the home of its month.
#[derive(Clone, Default, Serialize, Deserialize)]
struct News {
    applied: Vec<u32>,
    dead_applicants: Vec<u32>,
}

#[derive(Clone, Serialize, Deserialize)]
enum Agent {
    Chunk(Chunk),
    Home(Home),
}

/// Elders born in the same calendar month: they turn a year older, and change bounds, together.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Birthdays {
    ids: Vec<u32>,
    bounds: Vec<u32>,
    kinds: Vec<Kind>,
}

#[derive(Clone, Default, Serialize, Deserialize)]
struct Chunk {
    place: u32,
    groups: Vec<Birthdays>,
    alive: i64,
    over_80: i64,
    levels: [i64; 4],
    #[serde(skip)]
    candidates: Vec<Candidate>,
}

#[derive(Clone, Default, Serialize, Deserialize)]
struct Home {
    queue: VecDeque<u32>,
    /// 0 no applicant, 1 waiting, 2 in a bed, 3 dead; by id.
    places: Vec<u8>,
    waiting: i64,
    occupied: i64,
}

impl Chunk {
    fn add(&mut self, tables: &Tables, id: u32, birth: i32, now: i32, class: u8) {
        let kind = ((now - birth - YOUNGEST) / 12) as Kind * YEAR + Kind::from(class);
        let group = &mut self.groups[birth.rem_euclid(12) as usize];
        group.ids.push(id);
        group.bounds.push(tables.bound(kind));
        group.kinds.push(kind);
        self.alive += 1;
        self.over_80 += i64::from(now - birth >= EIGHTY);
        self.levels[usize::from(class & 3)] += 1;
    }

    fn step(&mut self, s: &Shared, month: Month) -> (Row, News) {
        let now = s.time(month);
        let mut news = News::default();
        let mut row = Row { steps: self.alive, ..Row::default() };
        let group = &mut self.groups[now.rem_euclid(12) as usize];
        for (kind, bound) in group.kinds.iter_mut().zip(&mut group.bounds) {
            *kind += YEAR;
            *bound = s.tables.bound(*kind);
        }
        self.over_80 +=
            group.kinds.iter().filter(|kind| **kind / YEAR == (EIGHTY - YOUNGEST) as Kind / 12).count() as i64;
        let key = s.draws.screen_key(month, MONTH);
        let dementia_key = s.draws.screen_key(month, DEMENTIA_TOO);
        let alone_key = s.draws.screen_key(month, ALONE_TOO);
        let apply_key = s.draws.screen_key(month, APPLIES_TOO);
        for (birthday, group) in self.groups.iter_mut().enumerate() {
            let since_birthday = (now - birthday as i32).rem_euclid(12);
            self.candidates.clear();
            screen(key, &group.ids, &group.bounds, &mut self.candidates);
            for candidate in self.candidates.iter().rev() {
                let i = candidate.position as usize;
                let (id, kind) = (group.ids[i], group.kinds[i]);
                let class = class_of(kind);
                let age = YOUNGEST + i32::from(kind / YEAR) * 12 + since_birthday;
                let k = (age.min(OLDEST) - YOUNGEST) as usize;
                let (level, b) = (usize::from(class & 3), band(age));
                // The draw is the uniform number of the first thing that happens, in the law's order.
                let x = u64::from(candidate.draw);
                let mut end = u64::from(s.tables.death[k * 8 + usize::from(class & 7)]);
                if x < end {
                    if class & APPLIED != 0 {
                        news.dead_applicants.push(id);
                    }
                    self.alive -= 1;
                    self.over_80 -= i64::from(age >= EIGHTY);
                    self.levels[level] -= 1;
                    row.deaths += 1;
                    group.ids.swap_remove(i);
                    group.bounds.swap_remove(i);
                    group.kinds.swap_remove(i);
                    continue;
                }
                let survivors = (1u64 << 32) - end;
                let mut left = survivors;
                let mut stage = |probability: u32| {
                    let from = end;
                    let width = (left * u64::from(probability)) >> 32;
                    end += width;
                    left -= width;
                    (x < end).then_some(x - from)
                };
                let dementia = if class & DEMENTIA == 0 { s.tables.dementia[k] } else { 0 };
                let alone = if class & ALONE == 0 { s.tables.alone } else { 0 };
                let mut next = class;
                if let Some(part) = stage(s.tables.up_or_down[b][level]) {
                    let up = part < ((survivors * u64::from(s.tables.up[b][level])) >> 32);
                    next = if up { class + 1 } else { class - 1 };
                    if dementia_key.draw(id) < dementia {
                        next |= DEMENTIA;
                    }
                    if alone_key.draw(id) < alone {
                        next |= ALONE;
                    }
                    if may_apply(next) && apply_key.draw(id) < s.tables.apply {
                        next |= APPLIED;
                    }
                } else if stage(dementia).is_some() {
                    next |= DEMENTIA;
                    if alone_key.draw(id) < alone {
                        next |= ALONE;
                    }
                    if may_apply(next) && apply_key.draw(id) < s.tables.apply {
                        next |= APPLIED;
                    }
                } else if stage(alone).is_some() {
                    next |= ALONE;
                    if may_apply(next) && apply_key.draw(id) < s.tables.apply {
                        next |= APPLIED;
                    }
                } else if may_apply(class) && stage(s.tables.apply).is_some() {
                    next |= APPLIED;
                } else {
                    continue;
                }
                if next & APPLIED != class & APPLIED {
                    news.applied.push(id);
                }
                self.levels[level] -= 1;
                self.levels[usize::from(next & 3)] += 1;
                group.kinds[i] = kind - Kind::from(class) + Kind::from(next);
                group.bounds[i] = s.tables.bound(group.kinds[i]);
            }
        }
        for j in (self.place..s.entrants).step_by(s.chunks as usize) {
            let id = s.initial + (now - 1) as u32 * s.entrants + j;
            let bits = s.draws.bits(id.into(), month, START);
            let alone = ((bits >> 32) as u32) < threshold(0.10);
            let class = if bits & 1 == 1 { SEX } else { 0 } | if alone { ALONE } else { 0 };
            self.add(&s.tables, id, now - YOUNGEST, now, class);
        }
        row.alive = self.alive;
        row.over_80 = self.over_80;
        row.levels = self.levels;
        (row, news)
    }
}

impl Home {
    /// Closes the month before: deaths, applications in order of chunk, admissions.
    fn step(&mut self, s: &Shared, mail: &[Letter<News>]) -> Row {
        for id in mail.iter().flat_map(|letter| &letter.body.dead_applicants) {
            let place = &mut self.places[*id as usize];
            *[&mut self.waiting, &mut self.occupied][usize::from(*place == 2)] -= 1;
            *place = 3;
        }
        for id in mail.iter().flat_map(|letter| &letter.body.applied) {
            self.places[*id as usize] = 1;
            self.queue.push_back(*id);
            self.waiting += 1;
        }
        while (self.occupied as usize) < s.beds {
            let Some(id) = self.queue.pop_front() else { break };
            if self.places[id as usize] == 1 {
                self.places[id as usize] = 2;
                self.waiting -= 1;
                self.occupied += 1;
            }
        }
        Row { waiting: self.waiting, occupied: self.occupied, ..Row::default() }
    }
}

impl Actor for Agent {
    type Shared = Shared;
    type Mail = News;
    type Report = Row;

    fn name(&self) -> String {
        match self {
            Agent::Chunk(chunk) => format!("chunk {}", chunk.place),
            Agent::Home(_) => "home".into(),
        }
    }

    fn step(&mut self, s: &Shared, month: Month, mail: &[Letter<News>], out: &mut Outbox<News>) -> Row {
        match self {
            // One month more than is lived, in which the home closes the last.
            Agent::Chunk(_) if s.time(month) > MONTHS => Row::default(),
            Agent::Chunk(chunk) => {
                let (row, news) = chunk.step(s, month);
                out.send(Address(s.chunks), news);
                row
            }
            Agent::Home(home) => home.step(s, mail),
        }
    }

    fn digest(&self, digest: &mut Digest) {
        match self {
            Agent::Chunk(chunk) => {
                for group in &chunk.groups {
                    digest.column(&group.ids);
                    digest.column(&group.kinds);
                }
            }
            Agent::Home(home) => digest.column(&home.places),
        }
    }

    fn audit(rows: &[Row]) -> Result<(), Imbalance> {
        let levels: i64 = rows.iter().flat_map(|row| row.levels).sum();
        let alive: i64 = rows.iter().map(|row| row.alive).sum();
        Imbalance::check(|| "elders".into(), ("sum over levels", levels), ("alive", alive))
    }
}

fn start_class(draws: &Draws, id: u32, month: Month, years: &[f64]) -> (i32, u8) {
    let draw = |decision| draws.uniform(id.into(), month, decision);
    let u = draw(START) * years[39];
    let year = years.iter().position(|end| u < *end).unwrap_or(39);
    let age = YOUNGEST + 12 * year as i32 + (draw(START + 1) * 12.0) as i32;
    let mut u = draw(START + 2);
    let mut level = 0;
    while level < 3 && u >= START_LEVEL[band(age)][level] {
        u -= START_LEVEL[band(age)][level];
        level += 1;
    }
    let flag = |decision, p: f64, bit| if draw(decision) < p { bit } else { 0 };
    let class = level as u8
        | flag(START + 3, 0.53, SEX)
        | flag(START + 4, (0.01 * (0.12 * year as f64).exp()).min(0.6), DEMENTIA)
        | flag(START + 5, (0.15 + 0.01 * year as f64).min(0.5), ALONE);
    (age, class)
}

fn world(n: u32, seed: u64) -> World<Agent> {
    let chunks = (n / 16_384).next_multiple_of(2).clamp(2, 64);
    let first = Month::january(2021);
    let shared = Shared {
        tables: Tables::new(),
        draws: Draws::new(seed, 0),
        first,
        initial: n,
        entrants: (u64::from(n) * 4 / 1000) as u32,
        chunks,
        beds: (u64::from(n) * 3 / 100) as usize,
    };
    let years: Vec<f64> = (0..40)
        .scan(0.0, |sum, y| {
            *sum += (-0.045 * f64::from(y)).exp();
            Some(*sum)
        })
        .collect();
    let mut all: Vec<Chunk> =
        (0..chunks).map(|place| Chunk { place, groups: vec![Birthdays::default(); 12], ..Chunk::default() }).collect();
    for id in 0..n {
        let (age, class) = start_class(&shared.draws, id, first - 1, &years);
        let chunk = (u64::from(id) * u64::from(chunks) / u64::from(n)) as usize;
        all[chunk].add(&shared.tables, id, -age, 0, class);
    }
    let ids = n as usize + shared.entrants as usize * MONTHS as usize;
    let home = Home { places: vec![0; ids], ..Home::default() };
    let actors = all.into_iter().map(Agent::Chunk).chain([Agent::Home(home)]).collect();
    World::new(Arc::new(shared), 0, first, actors)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = arguments.iter().position(|a| a == "--threads");
    let threads = option.and_then(|i| arguments.get(i + 1)?.parse().ok()).unwrap_or(1);
    let number = |i: usize, default: u64| arguments.get(i).and_then(|a| a.parse().ok()).unwrap_or(default);
    let (n, seed) = (number(0, 10_000) as u32, number(1, 1));

    let before = Instant::now();
    let world = world(n, seed);
    let init = before.elapsed();
    let placement = if threads > 1 { Placement::Spread(threads) } else { Placement::Packed };
    let runtime = Runtime { placement, fingerprint_after: |_| false };
    let mut rows: Vec<Row> = Vec::with_capacity(MONTHS as usize + 1);
    let (start, cpu) = (Instant::now(), cpu_time::ProcessTime::now());
    let last = world.month() + MONTHS;
    let run = runtime.run(world, last, |month| {
        let (home, chunks) = month.reports.split_last().expect("a home and its chunks");
        if let Some(row) = rows.last_mut() {
            (row.waiting, row.occupied) = (home.waiting, home.occupied);
        }
        let mut sum = Row::default();
        for row in chunks {
            sum.steps += row.steps;
            sum.alive += row.alive;
            sum.over_80 += row.over_80;
            sum.deaths += row.deaths;
            for (sum, level) in sum.levels.iter_mut().zip(row.levels) {
                *sum += level;
            }
        }
        rows.push(sum);
        ControlFlow::Continue(())
    });
    let (secs, cpu_secs) = (start.elapsed(), cpu.elapsed());
    if let Err(error) = run {
        eprintln!("{error}");
        std::process::exit(70);
    }
    rows.truncate(MONTHS as usize);
    let end = rows[MONTHS as usize - 1];
    let mean = |value: fn(&Row) -> i64| rows.iter().map(value).sum::<i64>() as f64 / f64::from(MONTHS);
    let steps: i64 = rows.iter().map(|r| r.steps).sum();
    println!(
        "{}",
        serde_json::json!({
            "impl": format!("silverpeak-{threads}t"), "n": n, "seed": seed, "secs": secs.as_secs_f64(),
            "cpu_secs": cpu_secs.as_secs_f64(), "init_secs": init.as_secs_f64(), "agent_steps": steps,
            "rss_mb": peak_memory_mb(), "alive": end.alive, "n80": end.over_80, "l0": end.levels[0],
            "l1": end.levels[1], "l2": end.levels[2], "l3": end.levels[3], "waiting": end.waiting,
            "occupied": end.occupied, "deaths": rows.iter().map(|r| r.deaths).sum::<i64>(),
            "mean_waiting": mean(|r| r.waiting), "mean_alive": mean(|r| r.alive),
        })
    );
}

fn peak_memory_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|rest| rest.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok());
    kilobytes.unwrap_or(f64::NAN) / 1024.0
}
