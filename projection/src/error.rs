//! Why a baseline has no fit.
use agents::text::{Label, Language};

/// Why mortality could not be fitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotFitted {
    /// The baseline lacks these files.
    Files(Vec<&'static str>),
    /// `city_elders.csv` lacks the registered of these ages in a year.
    Count {
        /// The year.
        year: i32,
        /// As `60-64`.
        ages: String,
    },
    /// The census has other ages than 40 and over by five years, up to 85 and over.
    Ages,
    /// The census has no district with the code of the baseline's communities.
    District,
    /// The search found no minimum: observations contradict one another.
    Diverged,
}

impl NotFitted {
    /// As a sentence.
    pub fn words(&self, language: Language) -> String {
        let say = |zh, en| Label::new(zh, en).get(language).to_string();
        match (self, language) {
            (NotFitted::Files(files), Language::Zh) => format!("基线缺少拟合死亡率所需的文件：{}", files.join("、")),
            (NotFitted::Files(files), Language::En) => {
                format!("the baseline lacks files that the fit of mortality needs: {}", files.join(", "))
            }
            (NotFitted::Count { year, ages }, Language::Zh) => {
                format!("city_elders.csv 缺少 {year} 年 {ages} 岁的全市户籍老人数")
            }
            (NotFitted::Count { year, ages }, Language::En) => {
                format!("city_elders.csv lacks the city's registered elders of {ages} in {year}")
            }
            (NotFitted::Ages, _) => say(
                "districts_census.csv 的年龄组应为 40-44 至 80-84 岁，以及 85 岁及以上",
                "districts_census.csv needs the age groups 40-44 to 80-84, and 85 and over",
            ),
            (NotFitted::District, _) => say(
                "districts_census.csv 中没有与本区社区代码相符的区",
                "districts_census.csv has no district with the code of this district's communities",
            ),
            (NotFitted::Diverged, _) => say(
                "死亡率拟合没有收敛：观测值互相矛盾",
                "the fit of mortality found no minimum: the observations contradict one another",
            ),
        }
    }
}
