//! The words that cells use for kinds and states, in English, Dutch, French and German.

use crate::domain::Kind;
use crate::domain::text::fold;

/// What a file says about whether an invoice was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// In full.
    Paid,
    /// Not yet.
    Unpaid,
    /// Undone.
    Void,
}

impl Status {
    /// The word of flags and columns.
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Paid => "paid",
            Status::Unpaid => "unpaid",
            Status::Void => "void",
        }
    }
}

/// The kind of a word.
pub(super) fn kind_of(word: &str) -> Option<Kind> {
    const WORDS: [(Kind, &str); 5] = [
        (
            Kind::Service,
            "service services dienst diensten behandeling behandelingen treatment treatments prestation prestations \
dienstleistung dienstleistungen behandlung soin soins",
        ),
        (
            Kind::Product,
            "product products produit produits produkt produkte artikel artikelen article articles producten goods retail",
        ),
        (
            Kind::GiftCard,
            "giftcard giftcards giftvoucher cadeaubon cadeaubonnen cadeaukaart cadeaukaarten cartecadeau chequecadeau \
boncadeau gutschein geschenkgutschein geschenkkarte",
        ),
        (Kind::Discount, "discount discounts korting kortingen remise remises rabatt rabatte reduction ristourne"),
        (Kind::Other, "other others overig overige anders autre autres sonstiges andere"),
    ];
    find(word, WORDS)
}

/// The state of a word.
pub(super) fn status_of(word: &str) -> Option<Status> {
    const WORDS: [(Status, &str); 3] = [
        (Status::Paid, "paid betaald voldaan paye payee regle reglee acquitte bezahlt completed closed afgerekend"),
        (
            Status::Unpaid,
            "unpaid open onbetaald nietbetaald openstaand impaye impayee nonpaye unbezahlt offen outstanding pending due",
        ),
        (
            Status::Void,
            "void voided cancelled canceled geannuleerd annulee annule vervallen storniert annulliert geschrapt",
        ),
    ];
    find(word, WORDS)
}

/// What stands in front of the sums that tills and spreadsheets put between and below the rows of a table.
const TOTALS: [&str; 20] = [
    "total",
    "totals",
    "grandtotal",
    "subtotal",
    "totaal",
    "eindtotaal",
    "subtotaal",
    "totaux",
    "soustotal",
    "gesamt",
    "summe",
    "gesamtsumme",
    "zwischensumme",
    "generaltotal",
    "totalgeneral",
    "totalgeneraal",
    "algemeentotaal",
    "dagtotaal",
    "maandtotaal",
    "tagessumme",
];

/// Whether a cell says that its row is a total.
pub(super) fn is_total(cell: &str) -> bool {
    TOTALS.contains(&squeeze(cell).as_str())
}

/// Whether a text is a total, whatever it is the total of: `Totaal 2024`, but not `TOTAL-0187`.
pub(super) fn is_total_of(text: &str) -> bool {
    // Most numbers have digits in front, and are told from words without a closer look.
    if text.split(char::is_whitespace).next().is_some_and(|first| first.bytes().any(|byte| byte.is_ascii_digit())) {
        return false;
    }
    let blanks = text.match_indices(char::is_whitespace).map(|(at, _)| at);
    blanks.chain([text.len()]).any(|end| is_total(&text[..end]))
}

/// Whether a text begins as a total, whatever it is the total of: `Totaal 2024`. A name may begin so too.
pub(super) fn begins_as_total(text: &str) -> bool {
    let text = squeeze(text);
    TOTALS.iter().any(|word| text.starts_with(word))
}

/// Whether a word is known as a kind.
pub fn is_kind(word: &str) -> bool {
    kind_of(word).is_some()
}

fn find<T: Copy, const N: usize>(word: &str, table: [(T, &str); N]) -> Option<T> {
    let word = squeeze(word);
    table.into_iter().find(|(_, words)| words.split(' ').any(|known| known == word)).map(|(value, _)| value)
}

/// A header or a word as it is compared: no case, no accents, letters and digits only.
pub(super) fn squeeze(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_cells() {
        for (word, want) in [
            ("Behandeling", Some(Kind::Service)),
            ("PRODUCT", Some(Kind::Product)),
            ("gift-card", Some(Kind::GiftCard)),
            ("Gift card", Some(Kind::GiftCard)),
            ("Chèque-cadeau", Some(Kind::GiftCard)),
            ("Korting", Some(Kind::Discount)),
            ("haircut", None),
            ("", None),
        ] {
            assert_eq!(kind_of(word), want, "{word}");
        }
        for (word, want) in [
            ("betaald", Some(Status::Paid)),
            ("Open", Some(Status::Unpaid)),
            ("Geannuleerd", Some(Status::Void)),
            ("Payé", Some(Status::Paid)),
            ("maybe", None),
        ] {
            assert_eq!(status_of(word), want, "{word}");
        }
        for (cell, is, begins) in [
            ("Totaal:", true, true),
            ("Sous-total", true, true),
            ("TOTAAL 2024", false, true),
            ("Zwischensumme KW 3", false, true),
            ("2024-0187", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_total(cell), begins_as_total(cell)), (is, begins), "{cell}");
        }
        for (cell, want) in [
            ("Eindtotaal", true),
            ("Subtotaal dag", true),
            ("Total général", true),
            ("Sous total 2024", true),
            ("Totaal: 2024", true),
            ("TOTAL-0187", false),
            ("Totaalkapper 1", false),
            ("F1 Totaal", false),
            ("", false),
        ] {
            assert_eq!(is_total_of(cell), want, "{cell}");
        }
    }
}
