//! The table form in which every protocol lists its problems.

/// Defines a problem enum together with the code, severity and reference of each variant.
///
/// One row: `/// doc` `Variant { params } = "code", Severity[, rfc "section"];`
macro_rules! problems {
    (
        $(#[$outer:meta])*
        $name:ident {
            $(
                $(#[$doc:meta])*
                $variant:ident $({ $( $(#[$pdoc:meta])* $param:ident : $type:ty ),* $(,)? })?
                    = $code:literal, $severity:ident $(, $rfc:literal $section:literal)?;
            )*
        }
    ) => {
        $(#[$outer])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(tag = "code", content = "params"))]
        pub enum $name {
            $(
                $(#[$doc])*
                #[cfg_attr(feature = "schema", schemars(rename = $code))]
                $variant $({ $( $(#[$pdoc])* $param: $type ),* })?,
            )*
        }

        impl $name {
            /// The codes, in the order of the table.
            pub const CODES: &'static [&'static str] = &[$($code),*];

            /// Its code; never renamed.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self { $( Self::$variant { .. } => $code, )* }
            }

            /// How much it matters.
            #[must_use]
            pub fn severity(&self) -> $crate::code::Severity {
                match self { $( Self::$variant { .. } => $crate::code::Severity::$severity, )* }
            }

            /// The text that decides, where one does.
            #[must_use]
            pub fn reference(&self) -> Option<$crate::code::Reference> {
                match self {
                    $( Self::$variant { .. } => problems!(@reference $($rfc $section)?), )*
                }
            }

            /// The parameters, with their names.
            pub(crate) fn params(&self) -> Vec<(&'static str, $crate::code::Param<'_>)> {
                match self {
                    $( Self::$variant $({ $($param),* })? => {
                        vec![$( $( (stringify!($param), $crate::code::Param::from($param)) ),* )?]
                    } )*
                }
            }
        }
    };
    (@reference) => { None };
    (@reference $rfc:literal $section:literal) => {
        Some($crate::code::Reference { rfc: $rfc, section: $section })
    };
}

/// Defines an enum without data together with the name of each variant, which is its form in JSON.
macro_rules! names {
    (
        $(#[$outer:meta])*
        $name:ident { $( $(#[$doc:meta])* $variant:ident = $text:literal, )* }
    ) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $(#[$outer])*
        pub enum $name {
            $( $(#[$doc])* #[serde(rename = $text)] $variant, )*
        }

        impl $name {
            /// All of them, in the order of the list.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )*];

            /// Its form in JSON.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $text, )* }
            }
        }

        impl From<&$name> for $crate::code::Param<'static> {
            fn from(value: &$name) -> Self {
                Self::Text(value.name())
            }
        }

        impl From<&Option<$name>> for $crate::code::Param<'static> {
            fn from(value: &Option<$name>) -> Self {
                value.map_or(Self::Nothing, |value| Self::Text(value.name()))
            }
        }
    };
}

pub(crate) use {names, problems};
