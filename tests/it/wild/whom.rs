//! Rows that name a customer now by ref, now by e-mail or phone mean the same in one file as in one file a day.

use proptest::prelude::*;
use proptest::sample::select;

use super::same::SHOP;
use super::*;

/// Ref, e-mail and phone. What is found by the same is described alike: what a later row adds to a new customer is kept
/// within one file only.
const WHO: [&str; 9] = [
    "K1,a@x.nl,0612345678",
    "K2,a@x.nl,",
    "K3,,0687654321",
    ",a@x.nl,",
    ",b@x.nl,0612345678",
    ",c@x.nl,",
    ",,0612345678",
    ",,0687654321",
    ",,",
];

fn file(rows: &[String]) -> Vec<u8> {
    format!("invoice,date,customer,email,phone,amount\n{}", rows.concat()).into_bytes()
}

#[test]
fn one_file_means_whom_a_file_a_day_means() {
    let flags = Flags::new("");
    proptest!(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() },
        |(drawn in prop::collection::vec((select(WHO.to_vec()), any::<u32>()), 1..7))| {
        let mut rows: Vec<(u32, String)> = (1..)
            .zip(&drawn)
            .map(|(day, (who, turn))| (*turn, format!("F{day},2024-01-0{day},{who},25.00\n")))
            .collect();
        let mut place = Place::copy_of(&SHOP);
        let mut apart = Ok(());
        for (_, row) in &rows {
            apart = apart.and(place.import(&[&file(std::slice::from_ref(row))], &flags, false).map(drop));
        }
        rows.sort();
        let whole = file(&rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>());
        let mut one = Place::copy_of(&SHOP);
        let together = one.import(&[&whole], &flags, false).map(drop);
        prop_assert_eq!(together.is_ok(), apart.is_ok());
        if together.is_ok() {
            prop_assert_eq!(one.knowledge(), place.knowledge());
            for shop in [&mut one, &mut place] {
                let again = shop.import(&[&whole], &flags, false);
                let again = again.map_err(|failure| TestCaseError::fail(failure.message().to_owned()))?;
                prop_assert_eq!(&again["import"], &Value::Null);
            }
        }
    });
}
