//! `silverpeak schema`
use super::print_json;
use crate::arguments::Schema;
use crate::exit::Failure;

pub fn execute(schema: Schema) -> Result<(), Failure> {
    print_json(&match schema {
        Schema::Inputs => scenarios::schema(),
        Schema::Scenario => scenarios::scenario_schema(),
        Schema::Outputs => outputs::dictionary(),
        Schema::Manifest => schemars::schema_for!(outputs::Manifest).to_value(),
    })
}
