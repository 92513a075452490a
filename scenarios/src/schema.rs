//! JSON Schema of the TOML files, from the same constants that check them.
mod targets_file;

use crate::files::district::{COMMUNITY_KEYS, KEYS, MOST_COMMUNITIES, SIZE, YEARS};
use crate::files::parameters::{section_and_key, sections};
use crate::files::{budget, care, district, parameters, priors, programmes, relief, shocks, targets, workforce};
use crate::levers::{Lever, Span};
use crate::provenance::Grade;
use crate::quantity::{Allowed, QUANTITY_KEYS};
use crate::scenario::SHOCK_KINDS;
use agents::district::CARE_LEVELS;
use agents::parameters::PARAMETERS;
use serde_json::{Map, Value, json};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema (draft 2020-12) of a whole baseline: an object with the TOML files by name.
/// Titles are Chinese and English; bounds and units are those of the model's parameters.
pub fn schema() -> Value {
    let names = [
        district::FILE,
        parameters::FILE,
        shocks::FILE,
        care::FILE,
        workforce::FILE,
        relief::FILE,
        programmes::FILE,
        budget::FILE,
        targets::FILE,
    ];
    let all = names.iter().chain(&[priors::FILE]);
    let files: Map<String, Value> = all.map(|name| (name.to_string(), file_body(name))).collect();
    json!({
        "$schema": DRAFT,
        "title": "silverpeak 基线 / silverpeak baseline",
        "type": "object",
        "properties": files,
        "required": names,
        "additionalProperties": false,
        "$defs": definitions(),
    })
}

/// The schema (draft 2020-12) of one TOML file of a baseline, for editors; `None` for other names.
pub fn file_schema(file: &str) -> Option<Value> {
    let body = file_body(file);
    let mut schema = Map::new();
    schema.insert("$schema".into(), DRAFT.into());
    schema.extend(body.as_object()?.clone());
    schema.insert("$defs".into(), definitions());
    Some(Value::Object(schema))
}

/// The schema (draft 2020-12) of a scenario's file, from the list of levers.
pub fn scenario_schema() -> Value {
    let month = || json!({ "$ref": "#/$defs/month" });
    let id = |zh: &str, en: &str| json!({ "title": title(zh, en), "type": "string", "minLength": 1 });
    let levers: Vec<Value> = Lever::ids()
        .filter_map(Lever::find)
        .map(|lever| {
            let span = match lever.span {
                Span::Values([least, most]) => format!("{least}..{most}"),
                Span::Ratios([least, most]) => format!("{least}..{most} × 基线 / baseline"),
            };
            json!({
                "const": lever.id,
                "title": title(lever.name.zh, lever.name.en),
                "description": format!("{} / {} [{}] {span}", lever.help.zh, lever.help.en, lever.unit),
            })
        })
        .collect();
    let number_or_word = json!({ "type": ["number", "string"] });
    let to = json!({
        "title": title("怎样变动", "what is done to the value"),
        "type": "object",
        "properties": {
            "set": number_or_word,
            "add": { "type": "number" },
            "multiply": { "type": "number", "minimum": 0, "maximum": 100 },
            "until": month(),
        },
        "oneOf": [{ "required": ["set"] }, { "required": ["add"] }, { "required": ["multiply"] }],
        "additionalProperties": false,
    });
    let kinds: Vec<Value> = SHOCK_KINDS
        .iter()
        .map(|kind| json!({ "const": kind.id, "title": title(kind.name.zh, kind.name.en) }))
        .collect();
    let ratio = json!({ "type": "number", "minimum": shocks::RATIO.least, "maximum": shocks::RATIO.most });
    let mut schema = closed(
        json!({
            "id": { "$ref": "#/$defs/id" },
            "name": { "$ref": "#/$defs/words" },
            "description": { "$ref": "#/$defs/words" },
            "extends": id("所继承的情景", "the scenario that it begins with"),
            "targets": { "type": "array", "items": { "type": "string" }, "minItems": 1 },
            "without_shocks": { "title": title("去掉基线的冲击", "leaves out the baseline's shocks"), "type": "boolean" },
            "change": { "type": "array", "items": closed(json!({
                "lever": { "title": title("杠杆", "lever"), "oneOf": levers },
                "from": month(),
                "opens": month(),
                "ends": month(),
                "to": to,
                "community": id("街镇", "community"),
                "facility": id("机构", "home"),
                "type": { "enum": ["ordinary", "nursing", "dementia", "severe_disability"] },
                "programme": id("项目", "programme"),
                "account": id("账户", "account"),
            }), &["lever", "to"]) },
            "shock": { "type": "array", "items": closed(json!({
                "kind": { "oneOf": kinds },
                "month": month(),
                "months": { "type": "integer", "minimum": 1, "maximum": shocks::MOST_MONTHS },
                "size": { "type": "number", "minimum": 0, "maximum": 2 },
                "mortality": { "type": "object", "additionalProperties": ratio },
                "facility": id("机构", "home"),
            }), &["kind", "month"]) },
        }),
        &["id", "name", "description"],
    );
    if let Some(object) = schema.as_object_mut() {
        object.insert("$schema".into(), DRAFT.into());
        object.insert("title".into(), "silverpeak 情景 / silverpeak scenario".into());
        object.insert("$defs".into(), definitions());
    }
    schema
}

fn file_body(file: &str) -> Value {
    match file {
        district::FILE => district_body(),
        parameters::FILE => parameters_body(),
        shocks::FILE => shocks_body(),
        care::FILE => care_body(),
        workforce::FILE => workforce_body(),
        relief::FILE => relief_body(),
        programmes::FILE => programmes_body(),
        budget::FILE => budget_body(),
        targets::FILE => targets_file::body(),
        priors::FILE => priors_body(),
        _ => Value::Null,
    }
}

fn priors_body() -> Value {
    let text = |zh, en| json!({ "title": title(zh, en), "type": "string", "minLength": 1 });
    let group = closed(
        json!({
            "id": { "$ref": "#/$defs/id" },
            "name": { "$ref": "#/$defs/words" },
            "members": {
                "title": title("参数", "parameters"), "type": "array", "minItems": 2,
                "items": { "type": "string", "minLength": 3 },
            },
            "weights": {
                "title": title("各参数的权重（默认均为1，负号表示反向）", "weight of each (default 1; negative: the other way)"),
                "type": "array", "items": { "type": "number" },
            },
            "spread": {
                "title": title("加权和的离散程度相对各自独立时", "spread of the weighted sum relative to independent members"),
                "type": "number", "minimum": priors::SPREAD[0], "maximum": priors::SPREAD[1],
            },
            "source": text("来源", "source"),
            "grade": { "enum": Grade::OF_QUANTITIES },
        }),
        &["id", "name", "members", "spread", "source", "grade"],
    );
    closed(json!({ "group": { "type": "array", "minItems": 1, "items": group } }), &["group"])
}

fn definitions() -> Value {
    json!({
        "words": closed(
            json!({ "zh": text("简体中文", "Simplified Chinese"), "en": text("英文", "English") }),
            &["zh", "en"],
        ),
        "id": {
            "title": "标识 / id",
            "type": "string",
            "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
            "maxLength": 40,
        },
        "month": { "title": "月份 / month", "type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$" },
    })
}

fn text(zh: &str, en: &str) -> Value {
    json!({ "title": title(zh, en), "type": "string", "minLength": 1, "pattern": "\\S" })
}

fn title(zh: &str, en: &str) -> String {
    format!("{zh} / {en}")
}

fn source() -> Value {
    text("来源", "who says so")
}

fn date() -> Value {
    text("日期", "day, month, year or from/to")
}

fn grade() -> Value {
    json!({ "enum": Grade::OF_QUANTITIES })
}

/// An object with these properties and no other.
fn closed(properties: Value, required: &[&str]) -> Value {
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn quantity(title: &str, allowed: Allowed) -> Value {
    let number = json!({ "type": "number", "minimum": allowed.least, "maximum": allowed.most });
    let required: Vec<&str> = QUANTITY_KEYS.iter().copied().filter(|key| *key != "range").collect();
    let mut schema = closed(
        json!({
            "value": number,
            "unit": { "const": allowed.unit },
            "range": { "type": "array", "items": number, "minItems": 2, "maxItems": 2 },
            "source": source(),
            "date": date(),
            "grade": grade(),
        }),
        &required,
    );
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".into(), title.into());
        // Only what was read somewhere may be taken as exact.
        object.insert(
            "anyOf".into(),
            json!([
                { "required": ["range"] },
                { "properties": { "grade": { "const": Grade::Found.word() } } },
            ]),
        );
    }
    schema
}

fn district_body() -> Value {
    let year = json!({ "title": "金字塔年份 / year of the pyramid", "type": "integer", "minimum": YEARS[0], "maximum": YEARS[1] });
    let community_required: Vec<&str> =
        COMMUNITY_KEYS.iter().copied().filter(|key| !["code", "zone"].contains(key)).collect();
    let community = closed(
        json!({
            "id": { "$ref": "#/$defs/id", "not": { "const": "district" } },
            "name": { "$ref": "#/$defs/words" },
            "code": text("官方代码", "official code"),
            "zone": { "$ref": "#/$defs/id", "title": title("片区，老人在其中选择养老机构和迁居", "zone in which elders look for care homes and move") },
            "size": quantity(&title("常住人口规模（用作相对份额）", "residents, used as relative share"), SIZE),
        }),
        &community_required,
    );
    closed(
        json!({
            "id": { "$ref": "#/$defs/id" },
            "name": { "$ref": "#/$defs/words" },
            "peak_note": { "$ref": "#/$defs/words" },
            "start": { "$ref": "#/$defs/month" },
            "end": { "$ref": "#/$defs/month" },
            "pyramid_year": year,
            "community": { "type": "array", "minItems": 1, "maxItems": MOST_COMMUNITIES, "items": community },
        }),
        &KEYS.iter().copied().filter(|key| *key != "peak_note").collect::<Vec<_>>(),
    )
}

fn parameters_body() -> Value {
    let sections = sections();
    let mut bodies = Map::new();
    for section in &sections {
        let here = PARAMETERS.iter().filter(|p| section_and_key(p.id).0 == *section);
        let mut properties = Map::new();
        for definition in here {
            let allowed = Allowed { unit: definition.unit, least: definition.least, most: definition.most };
            let key = section_and_key(definition.id).1;
            properties.insert(key.into(), quantity(&title(definition.name.zh, definition.name.en), allowed));
        }
        let required: Vec<String> = properties.keys().cloned().collect();
        let required: Vec<&str> = required.iter().map(String::as_str).collect();
        bodies.insert(section.to_string(), closed(Value::Object(properties), &required));
    }
    closed(Value::Object(bodies), &sections)
}

fn shocks_body() -> Value {
    let band = quantity(&title("死亡率倍数", "mortality ratio"), shocks::RATIO);
    let optional = |key: &&&str| !shocks::OPTIONAL_KEYS.contains(*key);
    let required: Vec<&str> = shocks::SHOCK_KEYS.iter().filter(optional).copied().collect();
    let shock = closed(
        json!({
            "id": { "$ref": "#/$defs/id" },
            "name": { "$ref": "#/$defs/words" },
            "kind": { "enum": shocks::KINDS },
            "month": { "$ref": "#/$defs/month" },
            "months": { "title": "持续月数 / months it lasts", "type": "integer", "minimum": 1, "maximum": shocks::MOST_MONTHS },
            "size": quantity(&title("各年龄死亡增加的共同倍数", "what the excess of every age is multiplied by"), shocks::SIZE),
            "in_first_month": quantity(&title("首月所占比例", "share of the excess that falls into the first month"), shocks::SHARE),
            "mortality": {
                "title": "分年龄段死亡率倍数（60岁起依次相接） / mortality ratio by age band, from 60 without gaps",
                "type": "object",
                "minProperties": 1,
                "patternProperties": { "^[0-9]{1,3}(-[0-9]{1,3}|\\+)$": band },
                "additionalProperties": false,
            },
        }),
        &required,
    );
    closed(
        json!({
            "enabled": { "title": "启用 / enabled", "type": "boolean" },
            "shock": { "type": "array", "items": shock },
        }),
        &["enabled"],
    )
}

fn care_body() -> Value {
    let number = |most: f64| json!({ "type": "number", "minimum": 0.0, "maximum": most });
    let levels = |zh: &str, en: &str, most: f64| {
        json!({
            "title": title(zh, en),
            "type": "array",
            "items": number(most),
            "minItems": CARE_LEVELS,
            "maxItems": CARE_LEVELS,
        })
    };
    let daily_rate = closed(
        json!({
            "from": { "$ref": "#/$defs/month" },
            "yuan": levels("机构照护日标准，照护等级0至6级", "yuan a day in a home by care level 0 to 6", care::MOST_YUAN_A_DAY),
            "source": source(),
            "date": date(),
            "grade": grade(),
        }),
        care::DAILY_RATE_KEYS,
    );
    let insurance = closed(
        json!({
            "weekly_hours": levels(
                "居家照护每周时数，照护等级0至6级",
                "hours of home care a week by care level 0 to 6",
                care::MOST_WEEKLY_HOURS,
            ),
            "extra_hours_first_months": number(care::MOST_EXTRA_HOURS),
            "extra_hours_later": number(care::MOST_EXTRA_HOURS),
            "source": source(),
            "date": date(),
            "grade": grade(),
            "daily_rate": { "type": "array", "minItems": 1, "maxItems": care::MOST_DAILY_RATES, "items": daily_rate },
        }),
        care::INSURANCE_KEYS,
    );
    closed(
        json!({
            "placement_rule": { "title": title("轮候规则", "order in which free beds are offered"), "enum": care::RULES },
            "homes_known": { "$ref": "#/$defs/month" },
            "insurance": insurance,
        }),
        care::KEYS,
    )
}

fn workforce_body() -> Value {
    use agents::workforce::LEVELS;
    use workforce::*;
    let number = |least: f64, most: f64| json!({ "type": "number", "minimum": least, "maximum": most });
    let whole = |zh: &str, en: &str, most: i32| json!({ "title": title(zh, en), "type": "integer", "minimum": 0, "maximum": most });
    let yuan =
        |zh: &str, en: &str| json!({ "title": title(zh, en), "type": "number", "minimum": 0.0, "maximum": MOST_YUAN });
    let rows = |zh: &str, en: &str, width: usize| {
        let row = json!({ "type": "array", "items": { "type": "number" }, "minItems": width, "maxItems": width });
        json!({ "title": title(zh, en), "type": "array", "minItems": 1, "maxItems": MOST_ROWS, "items": row })
    };
    let rule = closed(
        json!({
            "from": { "$ref": "#/$defs/month" },
            "service_months": whole("从业月数", "months in the trade", MOST_MONTHS),
            "previous_months": whole("取得上一级证书后的月数", "months since the certificate of the level below", MOST_MONTHS),
        }),
        REGISTRATION_KEYS,
    );
    let level = closed(
        json!({
            "id": { "$ref": "#/$defs/id" },
            "name": { "$ref": "#/$defs/words" },
            "share_at_start": number(0.0, 1.0),
            "course_months": whole("培训月数，0为无须培训直接报考", "months of the course, 0 for an exam without one", MOST_COURSE_MONTHS),
            "exam_months": {
                "title": title("考试月份", "calendar months with exams"),
                "type": "array",
                "minItems": 1,
                "maxItems": 12,
                "items": number(1.0, 12.0),
            },
            "result_months": whole("考试至公布结果的月数", "months from exam to result", MOST_COURSE_MONTHS),
            "seat_yuan": yuan("每名额费用", "cost of a seat"),
            "exam_yuan": yuan("每人次考试费用", "cost of an exam of one person"),
            "registration": { "type": "array", "minItems": 1, "maxItems": MOST_ROWS, "items": rule },
            "source": source(),
            "date": date(),
            "grade": grade(),
        }),
        LEVEL_KEYS,
    );
    let occupation = |zh: &str, en: &str| {
        let ages =
            |zh: &str, en: &str| rows(&format!("{zh}：起、止、占比"), &format!("{en}: first age, last age, share"), 3);
        let mut body = closed(
            json!({
                "ages_at_start": ages("期初年龄", "ages at the start"),
                "ages_of_newcomers": ages("新入行者年龄", "ages of newcomers"),
                "ages_of_graduates": ages("毕业生年龄", "ages of graduates"),
                "pass_by_age": rows("分年龄通过率比：起始年龄、比", "pass rate by age: first age, ratio", 2),
                "retirement": { "type": "array", "items": number(AGES[0], AGES[1]), "minItems": 2, "maxItems": 2 },
                "source": source(),
                "date": date(),
                "grade": grade(),
                "level": { "type": "array", "minItems": 1, "maxItems": MOST_LEVELS, "items": level },
            }),
            OCCUPATION_KEYS,
        );
        if let Some(object) = body.as_object_mut() {
            object.insert("title".into(), title(zh, en).into());
        }
        body
    };
    let subsidy = closed(
        json!({
            "from": { "$ref": "#/$defs/month" },
            "secondary_yuan": yuan("中专毕业生", "graduates of secondary schools"),
            "higher_yuan": yuan("大专及以上毕业生", "graduates of colleges"),
            "parts": rows("分期：从业月数、占比", "parts: months in the trade, share", 2),
            "source": source(),
            "date": date(),
            "grade": grade(),
        }),
        SUBSIDY_KEYS,
    );
    let posts = closed(
        json!({
            "from": { "$ref": "#/$defs/month" },
            "to": { "$ref": "#/$defs/month" },
            "source": source(),
            "date": date(),
            "grade": grade(),
        }),
        POSTS_KEYS,
    );
    let required = closed(json!({ "from": { "$ref": "#/$defs/month" }, "share": number(0.0, 1.0) }), REQUIRED_KEYS);
    let certification = closed(
        json!({
            "inspection_month": { "type": "integer", "minimum": 1, "maximum": 12 },
            "required": {
                "title": title("持证率要求，按起始月份", "share of care workers who must be certified, by first month"),
                "type": "array",
                "maxItems": MOST_ROWS,
                "items": required,
            },
            "source": source(),
            "date": date(),
            "grade": grade(),
        }),
        CERTIFICATION_KEYS,
    );
    let allowance = closed(
        json!({
            "from": { "$ref": "#/$defs/month" },
            "yuan_a_month": {
                "title": title("按证书等级，无证在前", "by level of certificate, none first"),
                "type": "array",
                "items": number(0.0, MOST_YUAN),
                "minItems": LEVELS,
                "maxItems": LEVELS,
            },
            "source": source(),
            "date": date(),
            "grade": grade(),
        }),
        ALLOWANCE_KEYS,
    );
    let migrants = closed(
        json!({
            "ages_of_newcomers": rows("外来新入行者年龄：起、止、占比", "ages of newcomers: first age, last age, share", 3),
            "source": source(),
            "date": date(),
            "grade": grade(),
        }),
        MIGRANTS_KEYS,
    );
    closed(
        json!({
            "care_worker": occupation("养老护理员", "care workers"),
            "community_worker": occupation("社区工作者", "community workers"),
            "entry_subsidy": subsidy,
            "posts_added": posts,
            "certification": certification,
            "level_allowance": allowance,
            "migrants": migrants,
        }),
        KEYS,
    )
}

fn relief_body() -> Value {
    use relief::*;
    let standard = closed(
        json!({
            "from": { "$ref": "#/$defs/month" },
            "yuan": {
                "title": title("每人每月低保标准（元）", "minimum living standard, yuan a month and person"),
                "type": "number",
                "minimum": 1.0,
                "maximum": MOST_YUAN,
            },
            "source": source(),
            "date": date(),
            "grade": grade(),
        }),
        STANDARD_KEYS,
    );
    let names = [
        title("收入（无收入得满分，至低收入线为0）", "income: in full without any, none at the low-income line"),
        title("有重病成员", "a seriously ill member"),
        title("有重残成员", "a severely disabled member"),
        title("有未成年人或在读学生", "a child or pupil"),
        title("租房", "a rented home"),
        title("无法定赡养抚养人", "nobody bound to support"),
    ];
    let points = |title: String| json!({ "title": title, "type": "number", "minimum": 0.0, "maximum": MOST_POINTS });
    let mut properties: Map<String, Value> =
        POINTS.iter().zip(names).map(|(name, title)| (name.to_string(), points(title))).collect();
    properties.insert(
        "tiers".into(),
        json!({
            "title": title("低、中、高困境程度的起点分数", "points from which on the tier is low, middle, high"),
            "type": "array",
            "items": { "type": "number" },
            "minItems": 3,
            "maxItems": 3,
        }),
    );
    properties.insert("source".into(), source());
    properties.insert("date".into(), date());
    properties.insert("grade".into(), grade());
    let assessment = closed(Value::Object(properties), ASSESSMENT_KEYS);
    let standards = json!({ "type": "array", "minItems": 1, "maxItems": MOST_STANDARDS, "items": standard });
    closed(
        json!({ "calibration_note": { "$ref": "#/$defs/words" }, "standard": standards, "pension": standards, "assessment": assessment }),
        &["standard", "assessment"],
    )
}

fn programmes_body() -> Value {
    use agents::relief::attributes::{ATTRIBUTES, Kind};
    use agents::relief::programme::{MOST_BANDS, MOST_PROGRAMMES};
    use programmes::*;
    // One alternative an attribute, so that an editor offers its words or bounds.
    let conditions: Vec<Value> = ATTRIBUTES
        .iter()
        .map(|attribute| {
            let name = json!({ "title": title(attribute.name.zh, attribute.name.en), "const": attribute.id });
            match attribute.kind {
                Kind::Number { least, most, .. } => {
                    let end = json!({ "type": "number", "minimum": least, "maximum": most });
                    let properties = json!({ "attribute": name, "from": end, "below": end });
                    let mut condition = closed(properties, &["attribute"]);
                    if let Some(object) = condition.as_object_mut() {
                        object.insert("anyOf".into(), json!([{ "required": ["from"] }, { "required": ["below"] }]));
                    }
                    condition
                }
                Kind::Words(words) => {
                    let is = json!({ "type": "array", "minItems": 1, "items": { "enum": words } });
                    closed(json!({ "attribute": name, "is": is }), &["attribute", "is"])
                }
            }
        })
        .collect();
    let conditions = json!({ "type": "array", "items": { "oneOf": conditions } });
    let amounts = [
        ("yuan", quantity(&title("每次金额", "yuan each time"), YUAN)),
        ("standard", quantity(&title("低保标准的倍数", "times the minimum living standard"), STANDARD)),
        (
            "top_up",
            quantity(&title("补足到低保标准的倍数", "income is topped up to so many times the standard"), STANDARD),
        ),
        ("bill", quantity(&title("医疗费账单金额", "yuan of a medical bill"), YUAN)),
        (
            "model",
            json!({ "title": title("由模型计算费用", "what the model says it costs"), "type": "boolean", "const": true }),
        ),
    ];
    let one_of: Vec<Value> = amounts.iter().map(|(name, _)| json!({ "required": [name] })).collect();
    let mut band = json!({
        "from": { "$ref": "#/$defs/month" },
        "to": { "$ref": "#/$defs/month" },
        "when": conditions,
        "times": quantity(&title("每月次数", "times a month"), TIMES),
        "covered": quantity(
            &title("医保支付后余额的救助比例", "share taken over of what insurance leaves of a bill"),
            TAKE_UP,
        ),
    });
    if let Some(object) = band.as_object_mut() {
        object.extend(amounts.into_iter().map(|(name, schema)| (name.to_string(), schema)));
    }
    let mut band = closed(band, &[]);
    if let Some(object) = band.as_object_mut() {
        object.insert("oneOf".into(), one_of.into());
    }
    let programme = closed(
        json!({
            "id": { "$ref": "#/$defs/id" },
            "name": { "$ref": "#/$defs/words" },
            "group": { "title": title("大类", "headline under which it is counted"), "enum": GROUPS },
            "account": { "title": title("账户编号", "id of the account that pays"), "type": "string" },
            "over": { "title": title("对象", "about whom"), "enum": OVERS },
            "who": conditions,
            "unless": conditions,
            "months": {
                "title": title("发放的月份，缺省为每月", "calendar months in which it is paid; all by default"),
                "type": "array",
                "minItems": 1,
                "maxItems": 12,
                "items": { "type": "number", "minimum": 1, "maximum": 12 },
            },
            "take_up": quantity(&title("申领比例", "share of those entitled who claim"), TAKE_UP),
            "index": { "title": title("金额随什么增长", "what amounts grow with"), "enum": INDICES },
            "overspend": { "title": title("账户不足时", "when the account is empty"), "enum": OVERSPENDS },
            "caseload": { "title": title("是否计入在册救助对象", "whether those who get it are the relief caseload"), "type": "boolean" },
            "band": { "type": "array", "minItems": 1, "maxItems": MOST_BANDS, "items": band },
        }),
        &["id", "name", "group", "account", "over", "overspend", "band"],
    );
    let all = json!({ "type": "array", "minItems": 1, "maxItems": MOST_PROGRAMMES, "items": programme });
    closed(json!({ "programme": all }), KEYS)
}

fn budget_body() -> Value {
    use budget::*;
    let share =
        |zh: &str, en: &str| json!({ "title": title(zh, en), "type": "number", "minimum": 0.0, "maximum": 1.0 });
    let account = closed(
        json!({
            "id": { "$ref": "#/$defs/id" },
            "name": { "$ref": "#/$defs/words" },
            "appropriation": quantity(&title("首年拨款", "appropriation of the first year"), APPROPRIATION),
            "growth": quantity(&title("拨款年增长", "its yearly growth"), GROWTH),
            "grants": quantity(&title("其中上级补助比例", "share of it that higher levels grant"), SHARE),
            "reserve": quantity(&title("年中追加上限（占拨款）", "most that the district adds in a year"), RESERVE),
            "lottery": share("福彩公益金分配比例", "share of the lottery welfare fund"),
            "donations": share("捐赠分配比例", "share of donations"),
            "carries_over": { "title": title("年末结余是否结转", "whether what is left at a year's end stays"), "type": "boolean" },
        }),
        ACCOUNT_KEYS,
    );
    closed(
        json!({
            "grants_month": { "title": title("上级补助到账月份", "calendar month in which grants arrive"), "type": "integer", "minimum": 1, "maximum": 12 },
            "account": { "type": "array", "minItems": 1, "maxItems": MOST_ACCOUNTS, "items": account },
        }),
        KEYS,
    )
}
