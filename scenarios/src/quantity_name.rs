//! Names for people of the quantities of a baseline.
use crate::baseline::Baseline;
use agents::parameters::{PARAMETERS, parameter_position};
use agents::text::{Label, Language};

impl Baseline {
    /// The name of the quantity with this id; the id itself where nobody gave it a name.
    pub fn quantity_name(&self, id: &str, language: Language) -> String {
        if let Some(definition) = parameter_position(id).and_then(|at| PARAMETERS.get(at)) {
            return definition.name.get(language).to_string();
        }
        let district = &self.district;
        let mut parts = id.splitn(3, '.');
        let (kind, of, what) = (parts.next(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let name = match kind {
            Some("community") => district.communities.iter().find(|known| known.id == of).map(|known| &known.name),
            Some("facility") => district.care.facilities.iter().find(|known| known.id == of).map(|known| &known.name),
            Some("shock") => district.shocks.iter().find(|known| known.id == of).map(|known| &known.name),
            Some("programme") => {
                district.relief.programmes.iter().find(|known| known.id == of).map(|known| &known.name)
            }
            Some("account") => district.budget.accounts.iter().find(|known| known.id == of).map(|known| &known.name),
            _ => None,
        };
        let Some(name) = name else { return id.to_string() };
        let colon = Label::new("：", ": ").get(language);
        format!("{}{colon}{}", name.get(language), part(what, language))
    }
}

/// What of it the quantity is.
fn part(what: &str, language: Language) -> String {
    let last = what.rsplit('.').next().unwrap_or(what);
    let known = match (what, last) {
        ("in_first_month", _) => Label::new("首月所占比例", "share in the first month"),
        ("size", _) => Label::new("规模", "size"),
        ("beds", _) => Label::new("床位数", "beds"),
        ("opens", _) => Label::new("开办月份", "month of opening"),
        ("take_up", _) => Label::new("领取比例", "take-up"),
        ("appropriation", _) => Label::new("拨款", "appropriation"),
        ("growth", _) => Label::new("拨款年增长", "growth of the appropriation"),
        ("grants", _) => Label::new("上级补助比例", "share of grants"),
        ("reserve", _) => Label::new("年中追加上限", "most added in a year"),
        (_, "yuan" | "standard" | "top_up" | "amount") => Label::new("金额", "amount"),
        (_, "times") => Label::new("次数", "times"),
        (mortality, band) if mortality.starts_with("mortality.") => {
            let word = Label::new("岁死亡率倍数", ": ratio of mortality").get(language);
            return format!("{band}{word}");
        }
        _ => return what.to_string(),
    };
    known.get(language).to_string()
}
