//! What communities, homes and agencies report of care each month. Hours are whole hours a month,
//! so that sums close exactly.
use super::beds::{BED_TYPES, BedType};
use super::equity::EquityCounts;
use crate::counts::counts;
use crate::moment::Moment;
use crate::units::{BEDS, BEDS_A_MONTH, FEN_A_MONTH, HOURS, HOURS_A_MONTH, PERSONS, PERSONS_A_MONTH, TIMES_A_MONTH};
use crate::workforce::report::EmployerMonth;
use serde::{Deserialize, Serialize};

counts! {
    /// Elders of one community, ability and living arrangement who need care, at a month's end, and
    /// the hours of that month: need = the sum of what is served + gap.
    CareCounts {
        need_persons: [PERSONS] "有照护需求的老年人，月末数", "Elders who need care, at the month's end.";
        assessed: [PERSONS] "其中：统一需求评估有效且照护等级为二级及以上（当月各项处理之前）", "Of these, with a valid assessment at care level 2 or above, before the decisions of the month.";
        assessing: [PERSONS] "其中：正在等待评估结果（当月各项处理之前）", "Of these, waiting for the outcome of an assessment, before the decisions of the month.";
        lapsed: [PERSONS] "其中：评估已到期且未续评（当月各项处理之前）", "Of these, whose assessment lapsed and is not renewed, before the decisions of the month.";
        in_bed: [PERSONS] "其中：入住养老机构（当月各项处理之前）", "Of these, living in a home's bed, before the decisions of the month.";
        in_hospital: [PERSONS] "其中：由养老机构转入医院长期住院（当月各项处理之前）", "Of these, in a long-stay hospital after leaving a care home, before the decisions of the month.";
        kin_persons: [PERSONS] "其中：由配偶或子女照护，月末数", "Of these, cared for by kin.";
        home_persons: [PERSONS] "其中：接受长护险居家照护，月末数", "Of these, served by home care under long-term care insurance.";
        home_waiting: [PERSONS] "其中：有资格并申请长护险居家照护但尚未获得，月末数", "Of these, entitled to home care and asking for it, but not served.";
        strained: [PERSONS] "其中：家庭照护者照护时间超过可长期承受的限度，月末数", "Of these, whose carer has given more hours than can be endured for long.";
        gap_persons: [PERSONS] "其中：有任何照护时间未得到满足，月末数", "Of these, with any hour of need unmet.";
        need: [HOURS_A_MONTH] "当月照护需求时间；等于各来源提供的时间与缺口之和", "Hours of care needed: the sum of what each source gives and of the gap.";
        served_kin: [HOURS_A_MONTH] "配偶和子女提供的照护时间", "Hours given by spouse and children.";
        served_home: [HOURS_A_MONTH] "居家照护机构在长护险下提供的照护时间", "Hours given by home-care agencies under long-term care insurance.";
        served_family_bed: [HOURS_A_MONTH] "家庭照护床位提供的照护时间", "Hours given by family care beds.";
        served_day: [HOURS_A_MONTH] "日间照护提供的照护时间", "Hours given in day care.";
        served_meals: [HOURS_A_MONTH] "助餐服务节省的做饭和采购时间", "Hours of cooking and shopping saved by meals.";
        served_mutual: [HOURS_A_MONTH] "老伙伴和时间银行志愿者提供的互助时间", "Hours given by younger-old helpers and time-bank volunteers.";
        served_respite: [HOURS_A_MONTH] "喘息服务提供的照护时间", "Hours given in respite stays.";
        served_live_in: [HOURS_A_MONTH] "住家保姆提供的照护时间", "Hours given by live-in domestic workers.";
        served_paid: [HOURS_A_MONTH] "家庭自费的钟点工照护时间", "Hours of care by the hour that families pay themselves.";
        served_bed: [HOURS_A_MONTH] "养老机构床位提供的照护时间", "Hours given in a home's bed.";
        served_hospital: [HOURS_A_MONTH] "医院长期住院期间提供的照护时间", "Hours given in long-stay hospitals.";
        gap: [HOURS_A_MONTH] "未满足的照护时间（缺口）", "Hours unmet: the gap.";
        carers_gave_up: [PERSONS_A_MONTH] "当月放弃照护的家庭照护者", "Carers who gave up in the month.";
        carers_lost: [PERSONS_A_MONTH] "当月因死亡、搬出或放弃而失去的家庭照护者", "Carers lost in the month by death, by moving out or by giving up.";
        home_fund: [FEN_A_MONTH] "长护险基金支付的居家照护费用", "What long-term care insurance paid for home care.";
        home_copayment: [FEN_A_MONTH] "家庭为同样的居家照护时间自付的费用", "What families paid for the same hours of home care.";
        bed_fund: [FEN_A_MONTH] "长护险基金支付的机构照护费用", "What long-term care insurance paid for care in homes.";
        bed_copayment: [FEN_A_MONTH] "入住者在同样的机构照护日费用中自付的部分", "What residents paid beside it, of the same daily rates.";
    }
}

impl CareCounts {
    /// Hours met, whatever the source.
    pub fn served(&self) -> i64 {
        self.served_kin
            + self.served_home
            + self.served_family_bed
            + self.served_day
            + self.served_meals
            + self.served_mutual
            + self.served_respite
            + self.served_live_in
            + self.served_paid
            + self.served_bed
            + self.served_hospital
    }
}

counts! {
    /// One service of one community and month.
    ServiceCounts {
        capacity: [PERSONS] "当月可服务的人数", "Persons who can be served in the month.";
        demanded: [PERSONS] "当月申请服务的人数，无论是否获得", "Persons who ask for it, served or not.";
        served: [PERSONS] "当月获得服务的人数", "Persons served.";
        waiting: [PERSONS] "当月申请但未获得服务的人数", "Persons who ask and are not served.";
        person_times: [TIMES_A_MONTH] "当月服务、上门、筛查或用餐人次；同一人服务两次计两次", "Services, visits, screenings or meals in the month; one person served twice counts twice.";
        hours: [HOURS_A_MONTH] "当月服务时间", "Hours of service in the month.";
        family_paid: [FEN_A_MONTH] "家庭为该服务支付的费用（政府和长护险之外的自费服务）", "What families paid for the service, of services that neither the bureau nor insurance pays for.";
        credits_earned: [HOURS_A_MONTH] "志愿者当月存入的时间", "Hours volunteers earned in the month.";
        credits_spent: [HOURS_A_MONTH] "志愿者当月用于自己接受服务的时间", "Hours volunteers spent in the month on being served themselves.";
        credits_outstanding: [HOURS] "已存入尚未使用的时间，月末数", "Hours earned and not yet spent, at the month's end.";
    }
}

counts! {
    /// Those of one community who want a bed of one type.
    WaitingCounts {
        residents: [PERSONS] "本区域老年人入住该类型床位的人数，不论机构在何处，月末数", "The area's persons living in beds of this type, wherever the home is, at the month's end.";
        waiting: [PERSONS] "本区域在家轮候该类型床位的老年人，月末数", "The area's persons at home with an open application for this type, at the month's end.";
        transfer_in: [PERSONS] "本区域已入住其他类型床位、申请转入该类型的老年人，月末数", "The area's residents of other types with an open application for this type, at the month's end.";
        transfer_out: [PERSONS] "本区域已入住该类型床位、申请转往其他类型的老年人，月末数", "The area's residents of this type with an open application for another, at the month's end.";
        unplaced: [PERSONS] "轮候或申请转入者中，没有类型、价格和地点均可接受的机构的老年人，月末数", "Of those waiting or to be transferred in, persons for whom no home is acceptable in type, price and place.";
        applications: [PERSONS_A_MONTH] "当月提出申请的老年人", "Persons who applied in the month.";
        admissions: [PERSONS_A_MONTH] "当月入住的老年人", "Persons who moved in in the month.";
        refusals: [PERSONS_A_MONTH] "当月谢绝入住通知的人次", "Offers declined in the month.";
        gave_up: [PERSONS_A_MONTH] "当月放弃轮候的老年人", "Persons who gave up waiting in the month.";
        died_waiting: [PERSONS_A_MONTH] "当月轮候期间死亡的老年人", "Persons who died waiting in the month.";
    }
}

/// Number of reasons for leaving.
pub const LEAVING_REASONS: usize = 6;

/// Why somebody's stay in a bed ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum LeavingReason {
    /// Died in the home.
    Death,
    /// Went home to kin or left the district.
    Discharge,
    /// Went to a long-stay hospital.
    Hospital,
    /// Went to another home.
    OtherHome,
    /// The home closed.
    Closure,
    /// Went to another bed of the same home.
    Transfer,
}

/// What happened between a person and a home, as the person's community saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BedEvent {
    /// Applied.
    Applied {
        /// Position of the home among the district's.
        facility: u16,
        /// Bed type.
        bed_type: BedType,
    },
    /// Took an offer and lives there from this month on.
    Admitted {
        /// Position of the home.
        facility: u16,
        /// Bed type.
        bed_type: BedType,
        /// Days from application to moving in.
        waited: u16,
    },
    /// Declined an offer.
    Refused {
        /// Position of the home.
        facility: u16,
        /// Bed type.
        bed_type: BedType,
    },
    /// Left a bed.
    Left {
        /// Position of the home.
        facility: u16,
        /// Bed type.
        bed_type: BedType,
        /// Why.
        reason: LeavingReason,
        /// Months of the stay.
        stayed: u16,
    },
}

/// How a wait for a first bed ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WaitEnd {
    /// Moved in.
    Admitted,
    /// Gave up, or declined an offer.
    GaveUp,
    /// Died.
    Died,
    /// Left the district.
    Left,
    /// Has not ended: still waiting at the month's end.
    Waiting,
}

/// A wait at home for a bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// The type waited for last.
    pub bed: BedType,
    /// When it began.
    pub from: Moment,
    /// When it ended, or the month's end.
    pub to: Moment,
    /// How it ended.
    pub end: WaitEnd,
}

/// Ability levels times living arrangements: the cells of [`CareMonth::cells`].
pub const CARE_CELLS: usize = 12;

/// The care of one community in one month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareMonth {
    /// By ability (0 independent to 3 severe) times 3 plus living arrangement (0 with family, 1
    /// couple only, 2 alone).
    pub cells: Vec<CareCounts>,
    /// One a service, in the order of [`super::services::SERVICES`].
    pub services: Vec<ServiceCounts>,
    /// By bed type.
    pub waiting: [WaitingCounts; BED_TYPES],
    /// Persons of this community living in each home's beds at the month's end, `[home * BED_TYPES + bed type]`.
    pub residents: Vec<u16>,
    /// In Decembers: groups of elders, in the order of [`super::equity::DIMENSIONS`].
    pub equity: Vec<EquityCounts>,
    /// In order of occurrence.
    pub bed_events: Vec<BedEvent>,
    /// Waits that ended; in Decembers also those that go on.
    pub waits: Vec<Wait>,
    /// Elders whose case and state differ, elders in need without a case, cases without an elder: 0.
    /// Counted in Decembers.
    pub recount_difference: i64,
}

counts! {
    /// Beds of one type of one home, at a month's end.
    BedCounts {
        built: [BEDS] "已建成的床位，月末数", "Beds that stand, at the month's end.";
        staffed: [BEDS] "护理人员足以照护的床位，月末数", "Beds that the home's care workers can serve, at the month's end.";
        funded: [BEDS] "经费有保障的床位，月末数", "Beds that are paid for, at the month's end.";
        usable: [BEDS] "可用床位（建成、有人员、有经费；不少于已占用数），月末数", "Usable beds: built, staffed and funded; never fewer than are taken.";
        taken: [BEDS] "机构名单上入住者和已获通知者占用的床位，月末数", "Beds of residents and of persons with an offer, by the home's own list, at the month's end.";
        listed: "Stock: persons on the home's list of residents at the month's start, offers of last month included.";
        queue: [PERSONS] "轮候名单上尚未收到通知的人数，月末数", "Persons on the home's list without an offer, at the month's end.";
        offers: "Flow: offers; answered next month.";
        put_out: [PERSONS_A_MONTH] "当月因机构关闭被要求离开的入住者", "Residents told in the month to leave because the home closes.";
        converted: [BEDS_A_MONTH] "当月改建为该类型的床位", "Beds converted to this type in the month.";
        opened: [BEDS_A_MONTH] "当月新开放的床位", "Beds opened in the month.";
        closed: [BEDS_A_MONTH] "当月关闭的床位", "Beds closed in the month.";
        planned: [BEDS] "规划中、尚未开工的床位，月末数", "Beds planned, work on which has not begun, at the month's end.";
        building: [BEDS] "建设中的床位，月末数", "Beds under construction, at the month's end.";
    }
}

/// One home's month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacilityMonth {
    /// Position among the district's homes.
    pub facility: u16,
    /// By bed type.
    pub beds: [BedCounts; BED_TYPES],
    /// Care workers that the residents' care levels demand, in thousandths.
    pub staff_required_milli: i64,
    /// Its care workers.
    pub workforce: EmployerMonth,
    /// Whether it has given notice of closing.
    pub closing: bool,
    /// Fen a month by bed type.
    pub price: [i64; BED_TYPES],
    /// Fen spent on converting beds.
    pub conversion_cost: i64,
    /// Fen spent on new beds.
    pub building_cost: i64,
}

/// One home-care agency's month. Hours are of this month, granted to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyMonth {
    /// Position among the district's agencies.
    pub agency: u16,
    /// Its care workers.
    pub workforce: EmployerMonth,
    /// Hours its workers can give.
    pub capacity: i64,
    /// Hours its communities asked for.
    pub wanted: i64,
    /// Hours granted.
    pub granted: i64,
}
