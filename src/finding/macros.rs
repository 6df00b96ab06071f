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
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(tag = "code", content = "params")]
        pub enum $name {
            $(
                $(#[$doc])*
                #[serde(rename = $code)]
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
            pub fn severity(&self) -> $crate::finding::Severity {
                match self { $( Self::$variant { .. } => $crate::finding::Severity::$severity, )* }
            }

            /// The text that decides, where one does.
            #[must_use]
            pub fn reference(&self) -> Option<$crate::finding::Reference> {
                match self {
                    $( Self::$variant { .. } => problems!(@reference $($rfc $section)?), )*
                }
            }
        }
    };
    (@reference) => { None };
    (@reference $rfc:literal $section:literal) => {
        Some($crate::finding::Reference { rfc: $rfc, section: $section })
    };
}

pub(crate) use problems;
