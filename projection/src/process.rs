//! THE list of what makes the future uncertain beyond the posterior of the fit: each error with its size and source.
use agents::text::Label;
use sim_core::{Draws, Month};

/// An error that arises after the origin.
#[derive(Clone, Copy, Debug)]
pub struct ProcessError {
    /// Short id.
    pub id: &'static str,
    /// What it is, with its unit.
    pub name: Label,
    /// Its size, as the name says.
    pub size: f64,
    /// Where the size is from.
    pub source: Label,
}

macro_rules! process {
    ($($constant:ident, $id:literal, $size:literal, $zh:literal, $en:literal, $source_zh:literal, $source_en:literal;)*) => {
        $(pub(crate) const $constant: f64 = $size;)*
        /// All of them.
        pub const PROCESS: &[ProcessError] = &[$(ProcessError {
            id: $id, name: Label::new($zh, $en), size: $size, source: Label::new($source_zh, $source_en),
        }),*];
    };
}

process! {
    WALK, "period-walk", 0.02,
        "死亡率水平的随机游走：每年标准差", "random walk of mortality, sd a year",
        "80至99岁每五年0.035至0.05（各国表）", "0.035 to 0.05 per five years at 80-99 in published tables";
    NOISE, "period-noise", 0.02,
        "单一年份的偏离：标准差", "deviation of a single year, sd",
        "拟合所得各年偏离的离散", "spread of the fitted deviations of single years";
    NET_WALK, "net-walk", 0.0005,
        "60岁以上户籍净迁移率的随机游走：每年标准差", "random walk of net registration at 60 and over, sd a year",
        "每年0至-0.2%属合理", "0 to -0.2 % a year is plausible";
    COHORT_WALK, "cohort-walk", 0.012,
        "户籍与常住之比沿出生年的随机游走：每一出生年标准差", "random walk of registered over resident along years of birth, sd a year",
        "2010年60至64岁与65岁以上之比相差0.057，跨12个出生年", "the ratio of 60-64 is 0.057 below that of 65+ in 2010, over 12 years of birth";
    COHORT_DRIFT, "cohort-drift", -0.005,
        "同上的漂移：每一出生年", "its drift a year of birth",
        "同上", "the same two ratios";
    COHORT_DRIFT_SD, "cohort-drift-sd", 0.005,
        "漂移的标准差（原点以前的比值使之更新）", "sd of the drift, which ratios up to the origin update",
        "与漂移同大：只有两个比值", "as large as the drift: it rests on two ratios";
    COHORT_SIZE, "cohort-size", 0.20,
        "单一出生年人数偏离五岁组平均：标准差（五年合计不变）", "size of a single year of birth about its five-year group, sd (the five years keep their sum)",
        "Banister（1984）估计的全国出生率1956至1975年偏离五年平均", "national birth rates of 1956 to 1975 about five-year means, as Banister (1984) estimates them";
    SHOCK_RATE, "shock-rate", 0.05,
        "疫情一类冲击：每年概率", "shocks such as epidemics, probability a year",
        "1918、1957、1968、2009、2020年：一百年五次", "1918, 1957, 1968, 2009, 2020: five in a century";
    SHOCK_SIZE, "shock-size", 0.12,
        "一次冲击的超额死亡（80岁，占一年死亡的中位数；对数标准差0.8）", "excess deaths of a shock at 80, median share of a year's (log sd 0.8)",
        "历次流感大流行5%至20%", "past pandemics of influenza: 5 to 20 %";
    DISTRICT_LEVEL, "district-level", 0.08,
        "各区死亡率水平之间：标准差", "mortality level between districts, sd",
        "各区期望寿命相差约一年", "life expectancy of districts differs by about a year";
    MOVES_OLD, "district-moves-old", 0.08,
        "区间迁移：十年累计对数标准差（起点65岁以上）", "moves between districts, log sd in ten years (65 and over at the start)",
        "伦敦各区十年预测误差7%", "boroughs of London: errors of 7 % after ten years";
    MOVES_YOUNG, "district-moves-young", 0.12,
        "同上（起点50至59岁，其间线性）", "the same at 50 to 59 at the start, linear between",
        "迁移率随年龄下降（Rogers 与 Castro）", "moves fall with age (Rogers and Castro)";
}

/// Standard deviation of the logarithm of a shock's size.
pub(crate) const SHOCK_SPREAD: f64 = 0.8;
/// How alike sizes of neighbouring years of birth are (the same birth rates).
const SIZES_ALIKE: f64 = 0.7;
/// How alike a district's moves at young and at old ages are (assumed).
pub(crate) const MOVES_ALIKE: f64 = 0.7;

/// Seed of the backtest's draws: its own, so that no run's seed changes a backtest.
const SEED: u64 = 20_221_231;

/// What is drawn; a number is never reused.
#[derive(Clone, Copy)]
pub(crate) enum Quantity {
    Parameter = 1,
    Walk = 2,
    Noise = 3,
    Net = 4,
    CohortWalk = 5,
    CohortDrift = 6,
    CohortSize = 7,
    ShockHappens = 8,
    ShockSize = 9,
    StartStock = 10,
    Publication = 11,
    DistrictLevel = 12,
    DistrictMovesOld = 13,
    DistrictMovesYoung = 14,
    Count = 15,
}

/// Logarithms of the sizes of `years` successive years of birth about their five-year group, the first of which begins a
/// group: alike from year to year, nothing on average over a group.
pub(crate) fn sizes(stream: &Stream, years: usize) -> Vec<f64> {
    let own = libm::sqrt(1.0 - SIZES_ALIKE * SIZES_ALIKE);
    let mut last = stream.normal(Quantity::CohortSize, 0);
    let chain = (0..years.div_ceil(5) * 5).map(|index| {
        if index > 0 {
            last = SIZES_ALIKE * last + own * stream.normal(Quantity::CohortSize, index);
        }
        last
    });
    let chain: Vec<f64> = chain.collect();
    // Of five numbers alike by 0.7 a step the mean has variance 0.616.
    let scale = COHORT_SIZE / libm::sqrt(1.0 - 0.616);
    let groups = chain.chunks(5).flat_map(|group| {
        let mean = group.iter().sum::<f64>() / group.len() as f64;
        group.iter().map(move |size| scale * (size - mean))
    });
    groups.take(years).collect()
}

/// The draws of one path from one origin.
pub(crate) struct Stream {
    draws: Draws,
    origin: Month,
}

impl Stream {
    pub(crate) fn new(origin: i32, path: u32) -> Self {
        Stream { draws: Draws::new(SEED, path), origin: Month::january(origin) }
    }

    /// A uniform number in [0, 1) for the quantity's `index`-th value.
    pub(crate) fn uniform(&self, of: Quantity, index: usize, half: u64) -> f64 {
        let person = (of as u64) << 40 | (index as u64) << 1 | half;
        self.draws.uniform(person, self.origin, agents::decision::PROJECTION)
    }

    /// A standard normal number for the quantity's `index`-th value (Box and Muller).
    pub(crate) fn normal(&self, of: Quantity, index: usize) -> f64 {
        let [radius, angle] = [0, 1].map(|half| self.uniform(of, index, half));
        libm::sqrt(-2.0 * libm::log(1.0 - radius)) * libm::cos(std::f64::consts::TAU * angle)
    }
}
