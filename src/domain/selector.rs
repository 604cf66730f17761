//! Selectors: which lines a rule, a reward or a scheme looks at.

use std::fmt;

use super::Kind;

/// The part of a line that a selector compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectorField {
    /// The kind of the line.
    Kind,
    /// The shop's own article number.
    Sku,
    /// The group the article belongs to.
    Category,
    /// What it is called.
    Name,
}

impl SelectorField {
    const fn as_str(self) -> &'static str {
        match self {
            SelectorField::Kind => "kind",
            SelectorField::Sku => "sku",
            SelectorField::Category => "category",
            SelectorField::Name => "name",
        }
    }
}

/// `kind:product`, `sku:SH-01`, `category:haircare`, `name:knippen*`: compared without case, whole value, a final
/// `*` for beginnings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    field: SelectorField,
    value: String,
    /// The value as it is compared, without the final `*`.
    folded: String,
    beginning: bool,
}

/// Why a text is no selector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SelectorError {
    /// It does not begin with `kind:`, `sku:`, `category:` or `name:`.
    Field,
    /// Nothing stands behind the colon.
    Empty,
    /// There is no such kind.
    Kind(String),
    /// It holds a control character or is too long.
    Text(super::text::TextError),
}

impl fmt::Display for SelectorError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SelectorError::Field => write!(out, "does not begin with `kind:`, `sku:`, `category:` or `name:`"),
            SelectorError::Empty => write!(out, "has nothing behind the colon"),
            SelectorError::Kind(kind) => write!(out, "names the unknown kind `{kind}`"),
            SelectorError::Text(error) => write!(out, "{error}"),
        }
    }
}

/// What a selector looks at in a line.
#[derive(Clone, Copy, Debug)]
pub struct Selectable<'a> {
    /// The kind of the line.
    pub kind: Kind,
    /// Its article number, if it has one.
    pub sku: Option<&'a str>,
    /// Its group, if it has one.
    pub category: Option<&'a str>,
    /// Its name.
    pub name: &'a str,
}

impl Selector {
    /// Reads a selector.
    pub fn parse(text: &str) -> Result<Selector, SelectorError> {
        let (field, value) = text.split_once(':').ok_or(SelectorError::Field)?;
        let field = match field.trim().to_ascii_lowercase().as_str() {
            "kind" => SelectorField::Kind,
            "sku" => SelectorField::Sku,
            "category" => SelectorField::Category,
            "name" => SelectorField::Name,
            _ => return Err(SelectorError::Field),
        };
        let value = super::text::clean(value).map_err(|error| match error {
            super::text::TextError::Empty => SelectorError::Empty,
            other => SelectorError::Text(other),
        })?;
        let (body, beginning) = value.strip_suffix('*').map_or((value.as_str(), false), |body| (body, true));
        if field == SelectorField::Kind && !beginning && Kind::parse(&body.to_ascii_lowercase()).is_none() {
            return Err(SelectorError::Kind(body.to_owned()));
        }
        let folded = lower(body);
        Ok(Selector { field, value, folded, beginning })
    }

    /// What it compares.
    pub fn field(&self) -> SelectorField {
        self.field
    }

    /// Whether the line is one of those that are meant.
    pub fn matches(&self, line: Selectable<'_>) -> bool {
        let value = match self.field {
            SelectorField::Kind => Some(line.kind.as_str()),
            SelectorField::Sku => line.sku,
            SelectorField::Category => line.category,
            SelectorField::Name => Some(line.name),
        };
        value.is_some_and(|value| {
            let value = lower(value);
            if self.beginning { value.starts_with(&self.folded) } else { value == self.folded }
        })
    }
}

/// Lower case, and nothing else: a selector is exact but for case.
fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// Whether any of the selectors means the line.
pub fn any_matches(selectors: &[Selector], line: Selectable<'_>) -> bool {
    selectors.iter().any(|selector| selector.matches(line))
}

impl fmt::Display for Selector {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.field.as_str(), self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_compare_whole_values_without_case() {
        let line =
            Selectable { kind: Kind::Product, sku: Some("SH-01"), category: Some("Haircare"), name: "Shampoo Zacht" };
        for (text, want) in [
            ("kind:product", true),
            ("kind:service", false),
            ("sku:sh-01", true),
            ("sku:SH", false),
            ("sku:SH*", true),
            ("category:haircare", true),
            ("name:shampoo*", true),
            ("name:shampoo", false),
            ("name:*", true),
        ] {
            let selector = Selector::parse(text).unwrap();
            assert_eq!(selector.matches(line), want, "{text}");
            assert_eq!(selector.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_selector_is_refused() {
        for (text, want) in [
            ("product", SelectorError::Field),
            ("brand:x", SelectorError::Field),
            ("sku: ", SelectorError::Empty),
            ("kind:haircut", SelectorError::Kind("haircut".to_owned())),
        ] {
            assert_eq!(Selector::parse(text), Err(want), "{text}");
        }
    }
}
