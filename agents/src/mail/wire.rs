//! How letters are declared, sorted by reader, and saved.

/// Declares the letters of each reader: an enum a reader, [`Mail`](super::Mail) over all of them, and
/// [`Incoming`](super::Incoming), a tray a reader.
///
/// A letter is saved as its number and what it says. Numbers are part of the fingerprint of a world: one that was given
/// never changes. A number given twice does not compile.
macro_rules! letters {
    ($($(#[$doc:meta])* $reader:ident $tray:ident $letters:ident {
        $($(#[$about:meta])* $number:literal $name:ident {
            $($(#[$meaning:meta])* $field:ident: $content:ty,)*
        })*
    })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum $letters {
                $($(#[$about])* $name { $($(#[$meaning])* $field: $content,)* },)*
            }

            impl From<$letters> for Mail {
                fn from(letter: $letters) -> Mail {
                    Mail::$reader(letter)
                }
            }
        )*

        /// A letter on its way, to any reader.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Mail {
            $($(#[$doc])* $reader($letters),)*
        }

        /// Last month's letters to one actor, by the reader, each tray in reading order. A reader empties its tray.
        #[derive(Debug, Default)]
        pub struct Incoming {
            $($(#[$doc])* pub $tray: Vec<Letter<$letters>>,)*
        }

        impl Incoming {
            /// Sorts letters into the trays of their readers.
            pub fn sort(mail: &[Letter<Mail>]) -> Self {
                let mut incoming = Incoming::default();
                for &Letter { to, from, sequence, body } in mail {
                    match body {
                        $(Mail::$reader(body) => incoming.$tray.push(Letter { to, from, sequence, body }),)*
                    }
                }
                incoming
            }

            /// Whether all was read.
            pub fn is_empty(&self) -> bool {
                $(self.$tray.is_empty())&&*
            }
        }

        impl Serialize for Mail {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                match self {
                    $($(Mail::$reader($letters::$name { $($field),* }) => {
                        to.serialize_newtype_variant("Mail", $number, stringify!($name), &($($field,)*))
                    })*)*
                }
            }
        }

        impl<'de> Visitor<'de> for Numbered {
            type Value = Mail;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a letter by its number")
            }

            fn visit_enum<A: EnumAccess<'de>>(self, from: A) -> Result<Mail, A::Error> {
                let (number, content) = from.variant::<u32>()?;
                match number {
                    $($($number => {
                        let ($($field,)*) = content.newtype_variant()?;
                        Ok(Mail::$reader($letters::$name { $($field),* }))
                    })*)*
                    other => Err(A::Error::custom(format_args!("no letter has the number {other}"))),
                }
            }
        }

        impl<'de> Deserialize<'de> for Mail {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Mail, D::Error> {
                from.deserialize_enum("Mail", &[$($(stringify!($name),)*)*], Numbered)
            }
        }
    };
}
pub(super) use letters;
