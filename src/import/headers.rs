//! What the columns of a file are called, in English, Dutch, French and German.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::number::is_other_currency;
use super::options::Field;
use super::words::squeeze;
use crate::domain::Currency;
use crate::domain::text::fold;

/// What a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Invoices,
    Customers,
}

/// The columns of a report of rejected rows that are left out when it is read again.
pub(super) const REPORT_COLUMNS: [&str; 2] = ["_line", "_reason"];

/// The headers of `invoice list --lines`.
pub const LINE_HEADERS: &[&str] = &[
    "invoice",
    "date",
    "time",
    "customer",
    "name",
    "status",
    "paid_on",
    "refers_to",
    "kind",
    "sku",
    "category",
    "item",
    "quantity",
    "unit_price",
    "amount",
];

/// The headers of `customer list`.
pub const CUSTOMER_HEADERS: &[&str] = &["ref", "name", "email", "phone", "note", "balance", "changed_at"];

/// The lists that the program itself writes. Under their headers numbers have a decimal point, and ids and texts stand as
/// they are.
const OWN_LISTS: [&[&str]; 2] = [LINE_HEADERS, CUSTOMER_HEADERS];

/// Whether the program itself has written a file with these columns.
pub(super) fn is_own_list(columns: &[String]) -> bool {
    let columns = || columns.iter().map(String::as_str).filter(|column| !REPORT_COLUMNS.contains(column));
    OWN_LISTS.iter().any(|own| columns().eq(own.iter().copied()))
}

/// The field that a header names, and whether it is the field's own word.
pub(super) fn field_of(header: &str, shape: Shape) -> Option<(Field, bool)> {
    if REPORT_COLUMNS.contains(&header) {
        return None;
    }
    let word = squeeze(header);
    if word.is_empty() {
        return None;
    }
    let known = words(shape);
    let found = known.get(word.as_str()).or_else(|| known.get(without_currency(&word)?.0));
    let field = match (*found?, shape) {
        (Field::Customer, Shape::Customers) => Field::Ref,
        (field, _) => field,
    };
    Some((field, squeeze(field.as_str()) == word))
}

/// Whether a header names a customer as such, and not expressly a number: beside a column that does, it is the name.
pub(super) fn is_plain_customer(header: &str) -> bool {
    matches!(squeeze(header).as_str(), "customer" | "klant" | "client" | "kunde" | "kunden" | "debiteur")
}

/// Whether a header names a customer's whole name, with the first name in it.
pub(super) fn is_whole_name(header: &str) -> bool {
    matches!(squeeze(header).as_str(), "fullname" | "volledigenaam" | "nomcomplet")
}

/// The word in front of a currency: `Betrag (EUR)`, `Total €` are what they are without it.
fn without_currency(word: &str) -> Option<(&str, &'static str)> {
    let known = ["euro", "eur", "usd", "gbp", "chf"].into_iter();
    known.filter_map(|currency| Some((word.strip_suffix(currency)?, currency))).next()
}

/// Whether a header of money says that it is in another currency: `Amount (USD)`, `Total £`.
pub(super) fn is_in_other_currency(header: &str, currency: Currency) -> bool {
    let by_sign = || header.chars().any(|sign| is_other_currency(sign.encode_utf8(&mut [0; 4]), currency));
    let word = squeeze(header);
    without_currency(&word).is_some_and(|(_, code)| is_other_currency(code, currency)) || by_sign()
}

/// Whether a header says that its cells name currencies.
pub(super) fn is_currency(header: &str) -> bool {
    const WORDS: &str = "currency currencycode valuta valutacode munt munteenheid devise monnaie wahrung wahrungscode";
    let word = squeeze(header);
    !word.is_empty() && WORDS.split(' ').any(|known| known == word)
}

/// Whether an unread column may be proposed for a field that has none. What is net, a unit price or a payment method
/// is not what customers paid, and money is no date.
pub(super) fn may_name(header: &str, field: Field) -> bool {
    const NEVER: &str = "net netto nett excl exclusief excluding ht hors ohne zzgl status state statut method methode \
betaalwijze betaalmethode zahlungsart zahlungsmethode moyen mode payment unit stuk stuks per eenheid eenheidsprijs unitaire \
einzel einzelpreis stuckpreis cost kost kosten cout";
    const TAX: &str = "tax vat btw tva mwst ust";
    const INCLUDED: &str = "incl inclusief including inkl inklusive ttc";
    const MONEY: &str =
        "gross brutto amount bedrag betrag montant price prijs prix preis total totaal gesamt sum som summe";
    let header = fold(header);
    let has = |words: &str| {
        let mut parts = header.split(|letter: char| !letter.is_alphanumeric());
        parts.any(|part| words.split(' ').any(|word| word == part))
    };
    !has(NEVER) && (!has(TAX) || has(INCLUDED)) && (field.is_money() || !has(MONEY))
}

/// Every word of a shape with its field; of a word in two tables the first counts.
fn words(shape: Shape) -> &'static FxHashMap<&'static str, Field> {
    static WORDS: [OnceLock<FxHashMap<&'static str, Field>>; 2] = [OnceLock::new(), OnceLock::new()];
    let (place, tables): (usize, [&[(Field, &'static str)]; 2]) = match shape {
        Shape::Invoices => (0, [&PEOPLE, &INVOICES]),
        Shape::Customers => (1, [&PEOPLE, &CUSTOMERS]),
    };
    WORDS[place].get_or_init(|| {
        let mut all = FxHashMap::default();
        for (field, words) in tables.into_iter().flatten() {
            for word in words.split(' ') {
                all.entry(word).or_insert(*field);
            }
        }
        all
    })
}

const PEOPLE: [(Field, &str); 4] = [
    (
        Field::Customer,
        "customer customerid customerno customernr customernumber customerref customercode klant klantnr klantnummer klantno \
klantid klantcode client clientid clientno clientnr clientnumber clientref nclient noclient numclient numeroclient codeclient \
idclient kunde kunden kundennr kundennummer kundenid kdnr debiteur debiteurnr debiteurnummer relatienr relatienummer",
    ),
    (
        Field::Name,
        "name naam klantnaam klantennaam customername clientname fullname volledigenaam nom nomclient nomduclient nomcomplet \
kundenname kundename",
    ),
    (
        Field::Email,
        "email emailaddress mail emailadres customeremail clientemail klantemail courriel adressemail adresseemail \
emailadresse emailclient mailadres",
    ),
    (
        Field::Phone,
        "phone phonenumber phoneno telephone tel telefoon telefoonnr telefoonnummer mobile mobilephone mobilenumber mobiel \
mobielnummer gsm gsmnummer customerphone clientphone numerodetelephone notelephone portable telefon telefonnr telefonnummer \
handy handynummer mobilnummer",
    ),
];

const INVOICES: [(Field, &str); 15] = [
    (
        Field::Invoice,
        "invoice invoiceno invoicenr invoicenumber invoiceid factuur factuurnr factuurno factuurnummer factuurid bon bonnr \
bonnummer kassabon kassabonnr ticket ticketnr ticketno ticketnumber ticketid receipt receiptno receiptnr receiptnumber receiptid \
order orderid orderno ordernr ordernumber bestelnummer transaction transactionid transactienr transactienummer transactieid \
facture factureno nfacture nofacture numfacture numerofacture numerodefacture nticket noticket numeroticket rechnung \
rechnungsnr rechnungnr rechnungsnummer rechnungnummer belegnr belegnummer quittungsnr saleno salenr salenumber saleid bookingid bookingno number",
    ),
    (
        Field::Date,
        "date datum invoicedate factuurdatum bondatum orderdate ticketdate receiptdate saledate salesdate transactiondate \
transactiedatum verkoopdatum datetime datumtijd datefacture datedefacture datefacturation dateticket datevente \
rechnungsdatum belegdatum verkaufsdatum",
    ),
    (Field::Time, "time tijd tijdstip invoicetime saletime heure zeit uhrzeit"),
    (Field::Kind, "kind soort linekind regelsoort regeltype artikelsoort itemkind"),
    (
        Field::Sku,
        "sku stockcode itemcode itemno itemnr itemnumber itemsku productcode productid productno productnr productnummer articleno \
articlenr articlenumber artikelnr artikelno artikelnummer artikelcode artnr codearticle refarticle referencearticle numeroarticle \
produktnr produktnummer ean barcode",
    ),
    (
        Field::Category,
        "category itemcategory productcategory categorie productcategorie groep productgroep artikelgroep omzetgroep \
famille kategorie warengruppe artikelgruppe produktgruppe",
    ),
    (
        Field::Item,
        "item itemname description itemdescription omschrijving product productname productnaam productomschrijving article \
articlename artikel artikelnaam artikelomschrijving behandeling designation libelle produit prestation bezeichnung \
artikelbezeichnung beschreibung produkt produktname leistung",
    ),
    (Field::Quantity, "quantity qty aantal hoeveelheid stuks quantite qte menge anzahl stuck stuckzahl"),
    (
        Field::UnitPrice,
        "unitprice price priceeach itemprice prijs stukprijs stuksprijs eenheidsprijs prijsperstuk prijsincl \
prijsinclbtw verkoopprijs prix prixunitaire pu prixunitairettc einzelpreis stuckpreis preis",
    ),
    (
        Field::Amount,
        "amount lineamount linetotal amountinclvat amountincltax bedrag bedragincl bedraginclbtw bedraginclusiefbtw regelbedrag \
regeltotaal lijntotaal montant montantttc betrag bruttobetrag betragbrutto gesamtpreis",
    ),
    (
        Field::Total,
        "total totalamount grandtotal invoicetotal invoiceamount ordertotal receipttotal totaal totaalbedrag totaalincl \
totaalinclbtw factuurtotaal factuurbedrag totalttc totalfacture montanttotal gesamt gesamtbetrag gesamtsumme summe rechnungsbetrag \
rechnungssumme",
    ),
    (
        Field::RefersTo,
        "refersto refundof creditof creditfor originalinvoice originalinvoiceno originalinvoicenumber originelefactuur \
oorspronkelijkefactuur creditvan factureorigine factureoriginale originalrechnung ursprungsrechnung",
    ),
    (
        Field::Status,
        "status state invoicestatus paymentstatus betaalstatus factuurstatus statut etat statutpaiement zahlungsstatus",
    ),
    (Field::PaidOn, "paidon betaaldop payele bezahltam"),
    (Field::CardReward, "cardreward kaartbeloning"),
];

const CUSTOMERS: [(Field, &str); 9] = [
    (Field::Ref, "ref reference id number nummer"),
    (Field::FirstName, "firstname voornaam prenom vorname givenname"),
    (Field::Infix, "infix tussenvoegsel tussenvoegsels tussenv"),
    (Field::LastName, "lastname surname familyname achternaam familienaam nomdefamille nachname familienname"),
    (
        Field::Note,
        "note notes remark remarks comment comments opmerking opmerkingen notitie notities remarque remarques commentaire \
bemerkung bemerkungen notiz notizen",
    ),
    (
        Field::Points,
        "points punten puntensaldo pointsbalance pointbalance soldepoints soldedepoints punkte punktestand",
    ),
    (Field::PointsDate, "pointsdate puntendatum saldodatum datepoints punktedatum"),
    (Field::PointsExpire, "pointsexpire pointsexpiry pointsexpires puntenvervallen puntengeldigtot vervaldatumpunten"),
    (Field::Collected, "collected stamps visits stempels bezoeken"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_recognised() {
        for (header, want) in [
            ("InvoiceNo", Some(Field::Invoice)),
            ("invoice_no", Some(Field::Invoice)),
            ("Factuurnr.", Some(Field::Invoice)),
            ("N° facture", Some(Field::Invoice)),
            ("Rechnungs-Nr.", Some(Field::Invoice)),
            ("StockCode", Some(Field::Sku)),
            ("UnitPrice", Some(Field::UnitPrice)),
            ("unit_price", Some(Field::UnitPrice)),
            ("CustomerID", Some(Field::Customer)),
            ("Klantnr", Some(Field::Customer)),
            ("KLANTNAAM", Some(Field::Name)),
            ("Stückpreis", Some(Field::UnitPrice)),
            ("Qté", Some(Field::Quantity)),
            ("Bedrag", Some(Field::Amount)),
            ("Betrag (EUR)", Some(Field::Amount)),
            ("Total €", Some(Field::Total)),
            ("EUR", None),
            ("refers_to", Some(Field::RefersTo)),
            ("Country", None),
            ("_line", None),
            ("_reason", None),
            ("", None),
        ] {
            assert_eq!(field_of(header, Shape::Invoices).map(|(field, _)| field), want, "{header}");
        }
        assert_eq!(field_of("Klantnr", Shape::Customers), Some((Field::Ref, false)));
        assert_eq!(field_of("ref", Shape::Customers), Some((Field::Ref, true)));
        assert_eq!(field_of("Tussenvoegsel", Shape::Customers), Some((Field::Infix, false)));
    }

    #[test]
    fn headers_in_another_currency() {
        for (header, want) in [
            ("Amount (USD)", true),
            ("Total GBP", true),
            ("Total £", true),
            ("Amount", false),
            ("Betrag (EUR)", false),
            ("Total €", false),
            ("Prix TTC", false),
        ] {
            assert_eq!(is_in_other_currency(header, Currency::EUR), want, "{header}");
        }
    }

    #[test]
    fn columns_that_are_proposed() {
        for (header, field, want) in [
            ("Brutto", Field::Amount, true),
            ("Betaald", Field::Amount, true),
            ("Netto", Field::Amount, false),
            ("excl. BTW", Field::Amount, false),
            ("BTW", Field::Amount, false),
            ("Som incl. BTW", Field::Amount, true),
            ("Payment Method", Field::Amount, false),
            ("Prijs per stuk", Field::Amount, false),
            ("Brutto", Field::Date, false),
            ("Dag", Field::Date, true),
        ] {
            assert_eq!(may_name(header, field), want, "{header}");
        }
    }

    #[test]
    fn every_field_has_its_own_word() {
        for field in Field::ALL {
            let own = |shape| field_of(field.as_str(), shape) == Some((*field, true));
            assert!(own(Shape::Invoices) || own(Shape::Customers), "{}", field.as_str());
        }
    }

    #[test]
    fn no_word_means_two_fields() {
        for tables in [[&PEOPLE[..], &INVOICES], [&PEOPLE, &CUSTOMERS]] {
            let mut words: Vec<&str> =
                tables.iter().copied().flatten().flat_map(|(_, words)| words.split(' ')).collect();
            words.sort_unstable();
            let twice = words.windows(2).find(|pair| pair[0] == pair[1]);
            assert_eq!(twice, None);
        }
    }
}
