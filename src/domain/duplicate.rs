//! Customers that may be one person. Families share phones and mailboxes and names repeat, so these are hints for
//! somebody who knows the people.

use std::collections::BTreeMap;

use super::text::fold;

/// What two customers have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The phone.
    Phone,
    /// The e-mail, or the mailbox behind it.
    Email,
    /// The name, as address books write it in many ways.
    Name,
}

impl Likeness {
    /// The word of JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Likeness::Phone => "phone",
            Likeness::Email => "email",
            Likeness::Name => "name",
        }
    }
}

/// A customer as it is compared.
#[derive(Clone, Copy, Debug, Default)]
pub struct Compared<'a> {
    /// The name.
    pub name: Option<&'a str>,
    /// The e-mail, in lower case.
    pub email: Option<&'a str>,
    /// The phone.
    pub phone: Option<&'a str>,
}

/// Two customers by their places, the earlier one first, and what they have in common; those with the most in common
/// first. Many that are alike are each set beside the first of them.
pub fn pairs(customers: &[Compared<'_>]) -> Vec<(usize, usize, Vec<Likeness>)> {
    let mut found: BTreeMap<(usize, usize), Vec<Likeness>> = BTreeMap::new();
    let phones = customers.iter().map(|customer| customer.phone.map(str::to_owned));
    let mailboxes = customers.iter().map(|customer| customer.email.map(mailbox));
    let names: Vec<Option<(String, String)>> =
        customers.iter().map(|customer| customer.name.and_then(name_key)).collect();
    link(phones, Likeness::Phone, &mut found);
    link(mailboxes, Likeness::Email, &mut found);
    link(names.iter().cloned(), Likeness::Name, &mut found);
    link_initials(&names, &mut found);
    let mut pairs: Vec<_> = found.into_iter().map(|((one, other), alike)| (one, other, alike)).collect();
    pairs.sort_by_key(|(one, other, alike)| (std::cmp::Reverse(alike.len()), *one, *other));
    pairs
}

fn link<K: Ord>(
    keys: impl Iterator<Item = Option<K>>,
    likeness: Likeness,
    found: &mut BTreeMap<(usize, usize), Vec<Likeness>>,
) {
    let mut first: BTreeMap<K, usize> = BTreeMap::new();
    for (place, key) in keys.enumerate() {
        let Some(key) = key else { continue };
        let one = *first.entry(key).or_insert(place);
        if one != place {
            found.entry((one, place)).or_default().push(likeness);
        }
    }
}

/// `A. Jansen` beside the first `Anna Jansen`.
fn link_initials(names: &[Option<(String, String)>], found: &mut BTreeMap<(usize, usize), Vec<Likeness>>) {
    let is_initial = |word: &str| word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let mut full: BTreeMap<(&str, char), usize> = BTreeMap::new();
    for (place, (one, other)) in places(names) {
        for (given, family) in [(one, other), (other, one)] {
            if let Some(initial) = given.chars().next().filter(|_| given.len() > 1 && family.len() > 1) {
                full.entry((family, initial)).or_insert(place);
            }
        }
    }
    for (place, (one, other)) in places(names) {
        for (given, family) in [(one, other), (other, one)] {
            let Some(initial) = given.chars().next().filter(|_| is_initial(given)) else { continue };
            if let Some(known) = full.get(&(family, initial)).copied() {
                let alike = found.entry((known.min(place), known.max(place))).or_default();
                if !alike.contains(&Likeness::Name) {
                    alike.push(Likeness::Name);
                }
            }
        }
    }
}

fn places(names: &[Option<(String, String)>]) -> impl Iterator<Item = (usize, (&str, &str))> {
    names.iter().enumerate().filter_map(|(place, name)| {
        let (one, other) = name.as_ref()?;
        Some((place, (one.as_str(), other.as_str())))
    })
}

/// The first and the last word of a name, the smaller one first: `Jansen, Anna`, `mw. Anna M. Jansen` and `anna jansen`
/// are alike. `None` for a name of one word, which is too little.
fn name_key(name: &str) -> Option<(String, String)> {
    const LEFT_OUT: &[&str] = &[
        "mr", "mrs", "ms", "miss", "dr", "drs", "ir", "dhr", "mw", "mevr", "mevrouw", "meneer", "heer", "fam",
        "familie", "herr", "frau", "m", "mme", "mlle", "monsieur", "madame", "van", "von", "de", "den", "der", "het",
        "'t", "t", "ter", "ten", "te", "la", "le", "du", "des",
    ];
    let folded = fold(name.split('(').next().unwrap_or_default());
    let (last, first) = folded.split_once(',').unwrap_or(("", &folded));
    let words = first.split_whitespace().chain(last.split_whitespace());
    let words: Vec<&str> = words.map(|word| word.trim_matches('.')).filter(|word| !word.is_empty()).collect();
    let mut kept: Vec<&str> = words.iter().copied().filter(|word| !LEFT_OUT.contains(word)).collect();
    if kept.len() < 2 && words.len() == 2 {
        // `M. Jansen` has an initial, and no title.
        kept = words;
    }
    let (one, other) = (*kept.first()?, *kept.last()?);
    (kept.len() >= 2).then(|| (one.min(other).to_owned(), one.max(other).to_owned()))
}

/// The mailbox behind an address: what stands behind a `+` is a label, and Gmail reads no dots.
fn mailbox(email: &str) -> String {
    let Some((local, domain)) = email.rsplit_once('@') else { return email.to_owned() };
    let local = local.split('+').next().filter(|local| !local.is_empty()).unwrap_or(local);
    match domain {
        "gmail.com" | "googlemail.com" => format!("{}@gmail.com", local.replace('.', "")),
        _ => format!("{local}@{domain}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_as_address_books_write_them() {
        for (one, other, alike) in [
            ("Anna Jansen", "anna  JANSEN", true),
            ("Jansen, Anna", "Anna Jansen", true),
            ("Jansen Anna", "Anna Jansen", true),
            ("mw. Anna Jansen", "Anna Jansen", true),
            ("Anna M. Jansen", "Anna Jansen", true),
            ("A. Jansen", "Anna Jansen", true),
            ("Jansen, A.", "Anna Jansen", true),
            ("M. Jansen", "Maria Jansen", true),
            ("Zoë van der Meer", "Meer, Zoe van der", true),
            ("Anna Jansen (dochter)", "Anna Jansen", true),
            ("B. Jansen", "Anna Jansen", false),
            ("Anna Janssen", "Anna Jansen", false),
            ("Anna", "Anna", false),
            ("Klant 1", "Klant 2", false),
        ] {
            let customers = [one, other].map(|name| Compared { name: Some(name), ..Compared::default() });
            assert_eq!(!pairs(&customers).is_empty(), alike, "{one} {other}");
        }
    }

    #[test]
    fn what_is_alike_in_more_comes_first() {
        let customer = |name, email, phone| Compared { name: Some(name), email, phone };
        let customers = [
            customer("Piet de Wit", None, Some("+31612345678")),
            customer("Anna Jansen", Some("anna.j@gmail.com"), Some("+31600000001")),
            customer("Kees de Wit", None, Some("+31612345678")),
            customer("A. Jansen", Some("annaj+kapper@googlemail.com"), Some("+31600000001")),
            customer("Els Wit", Some("els@example.nl"), Some("+31612345678")),
        ];
        use Likeness::*;
        assert_eq!(pairs(&customers), [(1, 3, vec![Phone, Email, Name]), (0, 2, vec![Phone]), (0, 4, vec![Phone])]);
    }
}
