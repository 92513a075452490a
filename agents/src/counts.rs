//! Whole numbers that actors report and that are added up over areas. Each says what it is where it is counted; tables
//! take whole blocks of them as columns.
use crate::text::Label;

/// A count as a column of a table of `Row`s.
pub struct Count<Row, Value> {
    /// Its field, and its name in files.
    pub name: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// What it is.
    pub label: Label,
    /// That of a row.
    pub value: fn(&Row) -> Value,
}

/// A row that has a block of counts, `Value` being `i64`, or perhaps has it, `Value` being `Option<i64>`.
pub trait Holds<Counts> {
    /// What a column of one of them holds.
    type Value;

    /// One of the counts.
    fn count(&self, of: impl FnOnce(&Counts) -> i64) -> Self::Value;
}

/// A block of counts: a struct of whole numbers, and its columns. A line is `field: [UNIT] "zh", "en";`, or `field: "en";`
/// of a count that tables tell otherwise, under another name or as part of something else.
macro_rules! counts {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $([$unit:expr] $zh:literal,)? $en:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $name { $(#[doc = $en] pub $field: i64,)* }

        impl std::ops::AddAssign<&$name> for $name {
            fn add_assign(&mut self, other: &$name) { $(self.$field += other.$field;)* }
        }

        impl $name {
            /// The columns of a table whose rows have such counts, in the order of the fields.
            pub const fn columns<Row>() -> &'static [$crate::counts::Count<Row, Row::Value>]
            where
                Row: $crate::counts::Holds<$name> + 'static,
            {
                const {
                    &[$($($crate::counts::Count {
                        name: stringify!($field),
                        unit: $unit,
                        label: $crate::text::Label::new($zh, $en),
                        value: |row: &Row| row.count(|counts| counts.$field),
                    },)?)*]
                }
            }
        }
    };
}
pub(crate) use counts;
