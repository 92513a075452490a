//! Words of states and events.
use agents::care::beds::BedType;
use agents::care::services::SERVICES;
use agents::district::District;
use agents::events::About;
use agents::status::{Ability, Dementia, Living, Severity};
use agents::text::{Label, Language};
use experiments::{Event, Measure, Situation};
use findings::group_name;

/// Says things with the names of a district.
pub struct Words<'a> {
    /// The district.
    pub district: &'a District,
    /// The language.
    pub language: Language,
}

/// A share of elders, with as many decimals as a small one needs.
pub fn share(part: usize, whole: usize, language: Language) -> String {
    let percent = 100.0 * part as f64 / whole.max(1) as f64;
    let decimals = if percent > 0.0 && percent < 1.0 { 2 } else { 1 };
    let space = Label::new("", " ").get(language);
    format!("{percent:.decimals$}{space}%")
}

impl Words<'_> {
    /// Between things that are listed.
    pub fn comma(&self) -> &'static str {
        self.say("，", ", ")
    }

    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        Label::new(zh, en).get(self.language)
    }

    fn both(&self, zh: impl FnOnce() -> String, en: impl FnOnce() -> String) -> String {
        match self.language {
            Language::Zh => zh(),
            Language::En => en(),
        }
    }

    /// The name of a community.
    pub fn community(&self, id: &str) -> String {
        let known = self.district.communities.iter().find(|community| community.id == id);
        known.map_or_else(|| id.to_string(), |community| community.name.get(self.language).to_string())
    }

    fn home(&self, id: &str) -> String {
        let known = self.district.care.facilities.iter().find(|home| home.id == id);
        known.map_or_else(|| id.to_string(), |home| home.name.get(self.language).to_string())
    }

    /// What lives are measured by.
    pub fn measure(&self, measure: Measure) -> &'static str {
        match measure {
            Measure::Registered => self.say("在世在册月数", "months alive and registered"),
            Measure::InHome => self.say("住养老机构月数", "months in a home"),
            Measure::CareAtHome => self.say("在家有照护月数", "months with care at home"),
        }
    }

    fn ability(&self, ability: Ability) -> String {
        let id = ["independent", "mild", "moderate", "severe"][ability as usize];
        group_name(id, self.language)
    }

    fn living(&self, living: Living) -> &'static str {
        match living {
            Living::WithFamily => self.say("与子女同住", "lives with a child"),
            Living::CoupleOnly => self.say("仅与配偶同住", "lives with the spouse only"),
            Living::Alone => self.say("独居", "lives alone"),
        }
    }

    fn dementia(&self, dementia: Dementia) -> Option<&'static str> {
        match dementia {
            Dementia::None => None,
            Dementia::Undiagnosed => Some(self.say("认知障碍未确诊", "undiagnosed dementia")),
            Dementia::OnFile => Some(self.say("认知障碍已建档", "dementia on file")),
        }
    }

    fn severity(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::None => self.say("无认知障碍", "none"),
            Severity::Mild => self.say("轻度", "mild"),
            Severity::Moderate => self.say("中度", "moderate"),
            Severity::Severe => self.say("重度", "severe"),
        }
    }

    fn service(&self, id: &str) -> &'static str {
        let service = SERVICES.iter().find(|service| service.id == id);
        service.map_or("", |service| service.told.place.unwrap_or(service.name).get(self.language))
    }

    /// One bed of a type.
    fn bed(&self, kind: BedType) -> &'static str {
        match self.language {
            Language::Zh => kind.name().zh,
            Language::En => match kind {
                BedType::Ordinary => "an ordinary bed",
                BedType::Nursing => "a nursing bed",
                BedType::Dementia => "a dementia bed",
                BedType::SevereDisability => "a severe-disability bed",
            },
        }
    }

    /// How things are.
    pub fn situation(&self, situation: &Situation) -> String {
        let mut parts = vec![self.ability(situation.ability)];
        parts.extend(self.dementia(situation.dementia).map(Into::into));
        match &situation.home {
            Some(home) => {
                let home = self.home(home);
                parts.push(self.both(|| format!("住在{home}"), || format!("lives in {home}")));
            }
            None => parts.push(self.living(situation.living).into()),
        }
        if !situation.lives_here {
            parts.push(self.say("户籍在本区而住在区外", "lives outside the district").into());
        }
        if situation.home_care {
            parts.push(self.say("有长护险居家照护", "has home care").into());
        }
        for service in &situation.services {
            let service = self.service(service);
            parts.push(self.both(|| format!("有{service}"), || format!("has {service}")));
        }
        if let Some(applied) = &situation.applied {
            parts.push(match situation.home {
                None => self.both(|| format!("{applied} 起轮候床位"), || format!("waits for a bed since {applied}")),
                Some(_) => {
                    self.both(|| format!("{applied} 起等待转床"), || format!("waits for another bed since {applied}"))
                }
            });
        }
        if situation.on_relief_books {
            parts.push(self.say("家庭在救助台账上", "on the books of the relief office").into());
        }
        parts.join(self.comma())
    }

    /// What happens to somebody of an age.
    pub fn event(&self, event: &Event, age: i32) -> String {
        match event {
            Event::Told(told) => {
                let state = match told.story.about {
                    About::Ability => self.ability(told.to.ability()),
                    About::Dementia => self.dementia(told.to.dementia()).unwrap_or_default().into(),
                    About::Severity => self.severity(told.to.severity()).into(),
                    About::Living => self.living(told.to.living()).into(),
                    About::Nothing => String::new(),
                };
                told.story.sentence.get(self.language).replace("{}", &state)
            }
            Event::SpouseGaveUp => self.say("配偶不再能照护", "the spouse can no longer care").into(),
            Event::ChildrenGaveUp => self.say("子女不再能照护", "the children can no longer care").into(),
            Event::InHardship => self
                .say(
                    "家庭陷入困难，尚未被救助部门掌握",
                    "the household comes into hardship, unknown to the relief office",
                )
                .into(),
            Event::OnReliefBooks => {
                self.say("家庭纳入救助台账", "the household is put on the books of the relief office").into()
            }
            Event::OffReliefBooks => {
                self.say("家庭退出救助台账", "the household is taken off the books of the relief office").into()
            }
            Event::OutOfHardship => self.say("家庭不再困难", "the household is out of hardship").into(),
            Event::Moved { community } => {
                let community = self.community(community);
                self.both(|| format!("迁至{community}"), || format!("moves to {community}"))
            }
            Event::Applied { home, bed } => self.list(home.as_deref(), *bed, ["申请", "applies for"]),
            Event::ChangedList { home, bed } => self.list(home.as_deref(), *bed, ["改为轮候", "now waits for"]),
            Event::LeftList => {
                self.say("退出轮候（放弃或婉拒床位）", "leaves the list (gives up or declines an offer)").into()
            }
            Event::Admitted { home, bed, waited } => {
                let (home, bed) = (self.home(home), self.bed(*bed));
                self.both(
                    || format!("入住{home}的{bed}，等了 {waited} 个月"),
                    || format!("moves into {bed} in {home} after {waited} months"),
                )
            }
            Event::Transferred { home, bed } => {
                let (home, bed) = (self.home(home), self.bed(*bed));
                self.both(|| format!("转到{home}的{bed}"), || format!("is transferred to {bed} in {home}"))
            }
            Event::LeftHome => self.say("离开养老机构回家", "leaves the home to live at home again").into(),
            Event::HomeCareBegan => self.say("开始有长护险居家照护", "home care begins").into(),
            Event::HomeCareEnded => self.say("长护险居家照护停止", "home care ends").into(),
            Event::ServiceBegan { service } => {
                let service = self.service(service);
                self.both(|| format!("得到{service}"), || format!("gets {service}"))
            }
            Event::ServiceEnded { service } => {
                let service = self.service(service);
                self.both(|| format!("不再有{service}"), || format!("no longer has {service}"))
            }
            Event::Died { waiting, home } => self.death(*waiting, home.as_deref(), age),
            Event::Departed => self.say("户籍迁出本区", "is registered elsewhere and leaves the district").into(),
        }
    }

    fn death(&self, waiting: Option<i32>, home: Option<&str>, age: i32) -> String {
        match (waiting, home.map(|home| self.home(home))) {
            (None, None) => self.both(|| format!("去世，{age} 岁"), || format!("dies, aged {age}")),
            (Some(months), None) => self.both(
                || format!("轮候 {months} 个月仍未入住，去世，{age} 岁"),
                || format!("dies, aged {age}, having waited {months} months for a bed in vain"),
            ),
            (_, Some(home)) => {
                self.both(|| format!("在{home}去世，{age} 岁"), || format!("dies in {home}, aged {age}"))
            }
        }
    }

    /// An application or a change of list.
    fn list(&self, home: Option<&str>, bed: BedType, [zh, en]: [&str; 2]) -> String {
        let bed = self.bed(bed);
        match home.map(|home| self.home(home)) {
            Some(home) => self.both(|| format!("{zh}{home}的{bed}"), || format!("{en} {bed} in {home}")),
            None => {
                self.both(|| format!("{zh}{bed}，暂无合意的机构"), || format!("{en} {bed}; no home is acceptable yet"))
            }
        }
    }
}
