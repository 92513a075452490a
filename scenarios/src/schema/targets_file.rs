//! The schema of `targets.toml`.
use super::{closed, date, grade, source, text, title};
use crate::files::targets::{MOST_TARGETS, VALUES};
use crate::targets::Side;
use serde_json::{Value, json};

pub(super) fn body() -> Value {
    let number = |zh: &str, en: &str| json!({ "title": title(zh, en), "type": "number", "minimum": VALUES[0], "maximum": VALUES[1] });
    let indicator = |zh: &str, en: &str| json!({ "title": title(zh, en), "type": "string", "pattern": "^[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*$" });
    let common = json!({
        "id": { "$ref": "#/$defs/id" },
        "name": { "$ref": "#/$defs/words" },
        "indicator": indicator("指标", "an indicator of the outputs"),
        "per": indicator("除以的指标", "the indicator it is divided by"),
        "area": text("区域：district 或街镇", "`district` or a community"),
        "unit": text("单位：指标的单位，或 ratio", "the indicator's unit, or `ratio`"),
        "source": source(),
        "date": date(),
        "grade": grade(),
    });
    let with = |more: Value| {
        let mut properties = common.as_object().cloned().unwrap_or_default();
        properties.extend(more.as_object().cloned().unwrap_or_default());
        Value::Object(properties)
    };
    let one_of = |mut schema: Value, names: [&str; 2]| {
        if let Some(object) = schema.as_object_mut() {
            let alternatives: Vec<Value> = names.iter().map(|name| json!({ "required": [name] })).collect();
            object.insert("oneOf".into(), alternatives.into());
        }
        schema
    };
    let target = with(json!({
        "is": { "title": title("方向", "on which side"), "enum": Side::WORDS },
        "value": number("目标值", "the value"),
        "by": { "$ref": "#/$defs/month" },
        "from": { "$ref": "#/$defs/month" },
        "to": { "$ref": "#/$defs/month" },
        "not_simulated": { "$ref": "#/$defs/words" },
        "note": { "$ref": "#/$defs/words" },
    }));
    let trigger = with(json!({
        "below": number("低于此值", "the wrong side is below"),
        "above": number("高于此值", "the wrong side is above"),
    }));
    let required = ["id", "name", "source", "date", "grade"];
    let target = one_of(closed(target, &required), ["indicator", "not_simulated"]);
    let required = ["id", "name", "indicator", "unit", "source", "date", "grade"];
    let trigger = one_of(closed(trigger, &required), ["below", "above"]);
    let list = |items: Value| json!({ "type": "array", "maxItems": MOST_TARGETS, "items": items });
    closed(json!({ "target": list(target), "trigger": list(trigger) }), &["target"])
}
