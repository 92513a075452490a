//! Groups of quantities whose effects are told together: those that the priors correlate, and all others by their section.
use agents::text::{Label, Text};
use scenarios::Baseline;

/// Inputs of a sensitivity analysis.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// Ids of the quantities that have a range.
    pub quantities: Vec<String>,
    /// The group of each of them.
    pub group_of: Vec<usize>,
    /// The groups: id and name.
    pub groups: Vec<(String, Text)>,
}

/// Names of the sections of parameters.
#[rustfmt::skip]
const SECTIONS: &[(&str, Label)] = &[
    ("ability", Label::new("失能率及其变化", "rates of disability")),
    ("account", Label::new("各账户预算", "appropriations of accounts")),
    ("adaptation", Label::new("适老化改造", "adapted dwellings")),
    ("advisers", Label::new("养老顾问", "care advisers")),
    ("assessment", Label::new("统一需求评估", "assessment of need")),
    ("bed", Label::new("床位申请、等待与离开", "applying for, waiting for and leaving a bed")),
    ("budget", Label::new("预算", "budgets")),
    ("care_workers", Label::new("养老护理员队伍", "care workers")),
    ("carer_training", Label::new("家庭照护者培训", "training of family carers")),
    ("certification", Label::new("持证激励", "incentives for certificates")),
    ("community", Label::new("街镇老人数", "sizes of communities")),
    ("community_workers", Label::new("社工与社区工作者", "social and community workers")),
    ("day_care", Label::new("日间照护", "day care")),
    ("dementia", Label::new("认知障碍患病与进展", "dementia")),
    ("dependants", Label::new("老养残家庭", "disabled children of elders")),
    ("disability", Label::new("残疾人两项补贴", "disability subsidies")),
    ("entrants", Label::new("新满60岁队列规模", "cohorts that turn 60")),
    ("epidemic", Label::new("冬季疫情", "epidemic winters")),
    ("facility", Label::new("养老机构的建设、开放与关闭", "care homes: building, opening, closing")),
    ("family_bed", Label::new("家庭照护床位", "family care beds")),
    ("hardship", Label::new("困难家庭", "households in hardship")),
    ("helpers", Label::new("助老员", "elder-service helpers")),
    ("home_care", Label::new("居家照护", "home care")),
    ("hospital", Label::new("医院长期住院", "long-stay hospital")),
    ("household", Label::new("配偶、子女与居住", "spouses, children and households")),
    ("income", Label::new("老人收入分布", "incomes of elders")),
    ("insurance", Label::new("长护险", "long-term care insurance")),
    ("kin", Label::new("亲属照护", "care by kin")),
    ("live_in", Label::new("住家保姆", "live-in carers")),
    ("meals", Label::new("助餐", "meals")),
    ("migration", Label::new("户籍迁移", "migration")),
    ("mortality", Label::new("死亡率", "mortality")),
    ("need", Label::new("照护需要时数", "hours of care needed")),
    ("neighbours", Label::new("邻里互助", "help by neighbours")),
    ("paid_care", Label::new("自费照护", "privately paid care")),
    ("pay", Label::new("愿付床位价格", "willingness to pay for a bed")),
    ("price", Label::new("床位价格", "prices of beds")),
    ("programme", Label::new("救助与补贴项目的数额", "amounts of programmes")),
    ("relief", Label::new("社会救助对象与标准", "relief: households and standards")),
    ("residence", Label::new("人户分离", "residence apart from registration")),
    ("resident", Label::new("入住者死亡率", "death rates of residents")),
    ("respite", Label::new("喘息服务", "respite stays")),
    ("school", Label::new("护理专业毕业生", "graduates in care")),
    ("shock", Label::new("已发生的疫情", "the epidemic wave of 2022")),
    ("staffing", Label::new("人员配比", "staffing ratios")),
    ("start", Label::new("期初人数", "elders at the start")),
    ("time_bank", Label::new("时间银行", "time bank")),
    ("training", Label::new("护理员培训与考试", "training and exams of care workers")),
    ("workforce", Label::new("劳动力市场", "labour market")),
];

/// Id of the section of a parameter.
fn section(id: &str) -> &str {
    id.split('.').next().unwrap_or(id)
}

impl Inputs {
    /// The quantities of a baseline that have a range, in its order.
    pub fn of(baseline: &Baseline) -> Inputs {
        let with_range = baseline.quantities.iter().filter(|record| record.range[0] < record.range[1]);
        let quantities: Vec<String> = with_range.map(|record| record.id.clone()).collect();
        let mut groups: Vec<(String, Text)> = Vec::new();
        let mut group_of = Vec::new();
        for id in &quantities {
            let prior = baseline.district.priors.iter().find(|group| group.members.iter().any(|(of, _)| of == id));
            let (id, name) = match prior {
                Some(group) => (group.id.clone(), group.name.clone()),
                None => (section(id).to_string(), section_name(section(id))),
            };
            let known = groups.iter().position(|(known, _)| *known == id);
            group_of.push(known.unwrap_or(groups.len()));
            if known.is_none() {
                groups.push((id, name));
            }
        }
        Inputs { quantities, group_of, groups }
    }

    /// Inputs of a group.
    pub fn size(&self, group: usize) -> usize {
        self.group_of.iter().filter(|of| **of == group).count()
    }
}

fn section_name(section: &str) -> Text {
    let named = SECTIONS.iter().find(|(id, _)| *id == section);
    let text = |words: &str| words.to_string();
    match named {
        Some((_, label)) => Text { zh: text(label.zh), en: text(label.en) },
        None => Text { zh: text(section), en: text(section) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use agents::parameters::PARAMETERS;

    #[test]
    fn every_section_of_parameters_has_a_name() {
        for parameter in PARAMETERS {
            let known = SECTIONS.iter().filter(|(id, _)| *id == section(parameter.id)).count();
            assert_eq!(known, 1, "{}", parameter.id);
        }
        let baseline = scenarios::embedded("changning").expect("shipped").unwrap_or_else(|p| panic!("{p}"));
        for record in &baseline.quantities {
            assert!(SECTIONS.iter().any(|(id, _)| *id == section(&record.id)), "{}", record.id);
        }
        for (id, _) in SECTIONS {
            assert!(baseline.quantities.iter().any(|record| section(&record.id) == *id), "no quantity in {id}");
        }
    }

    #[test]
    fn every_input_of_the_shipped_baselines_is_in_one_group() {
        for id in scenarios::EMBEDDED {
            let baseline = scenarios::embedded(id).expect("shipped").unwrap_or_else(|problems| panic!("{problems}"));
            let inputs = Inputs::of(&baseline);
            assert_eq!(inputs.quantities.len(), inputs.group_of.len());
            assert_eq!(
                (0..inputs.groups.len()).map(|group| inputs.size(group)).sum::<usize>(),
                inputs.quantities.len()
            );
            assert!((30..=80).contains(&inputs.groups.len()), "{id}: {} groups", inputs.groups.len());
        }
    }
}
