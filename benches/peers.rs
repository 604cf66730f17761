//! How fast the program is beside what one would take instead, as whole processes: ours and a peer's in turn, on a made-up till
//! that is the same each time. Ratios are what counts: below 1 we are faster.
//!
//! `cargo bench` runs everything at its small size; `cargo bench -- --invoices 1000000 --rounds 3 --only import` one part
//! at another. Needs the `sqlite3` shell.
#![expect(clippy::disallowed_macros, reason = "a benchmark prints what it measured")]
#![expect(clippy::disallowed_methods, reason = "a benchmark looks at the clock, and is told its size by arguments")]

use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const BY_HAND: &str = include_str!("by_hand.sql");

fn main() {
    let asked = Asked::from_arguments();
    if Command::new("sqlite3").arg("--version").output().is_err() {
        println!("there is no `sqlite3` here to be compared with");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let bench = Bench { folder: folder.path().to_owned(), asked };
    let till = bench.till();
    bench.import(&till);
    bench.balance();
    bench.record();
}

/// What the arguments ask for.
struct Asked {
    invoices: u32,
    rounds: usize,
    only: Option<String>,
}

impl Asked {
    fn from_arguments() -> Asked {
        let mut asked = Asked { invoices: 20_000, rounds: 5, only: None };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let mut number = || words.next().and_then(|word| word.parse().ok()).expect("a number");
            match word.as_str() {
                "--invoices" => asked.invoices = number(),
                "--rounds" => asked.rounds = number() as usize,
                "--only" => asked.only = words.next(),
                // `cargo bench` says so itself.
                "--bench" => {}
                other => panic!("`{other}` is none of `--invoices N`, `--rounds N` and `--only import|balance|record`"),
            }
        }
        asked
    }

    fn wants(&self, part: &str) -> bool {
        self.only.as_deref().is_none_or(|only| only == part)
    }
}

struct Bench {
    folder: PathBuf,
    asked: Asked,
}

impl Bench {
    /// Writes the till's file: about 2.2 lines an invoice, one customer for 20 invoices, one invoice in five of nobody.
    fn till(&self) -> PathBuf {
        const ITEMS: [(&str, &str, &str, u32); 6] = [
            ("service", "S1", "Wash and cut", 3500),
            ("service", "S2", "\"Colour, long hair\"", 8250),
            ("service", "S3", "Fringe", 950),
            ("product", "P1", "\"Shampoo \"\"Mild\"\", 250 ml\"", 1295),
            ("product", "P2", "Wax", 1650),
            ("gift-card", "G1", "Gift card", 2500),
        ];
        let mut state = 20_261_121u64;
        let mut below = |most: u32| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u32::try_from((state >> 33) % u64::from(most)).expect("it is below a u32")
        };
        let customers = (self.asked.invoices / 20).max(50);
        let path = self.folder.join("till.csv");
        let mut till = BufWriter::new(fs::File::create(&path).expect("the till is made"));
        writeln!(till, "invoice,date,time,customer,name,kind,sku,item,quantity,unit_price,amount")
            .expect("it is written");
        for invoice in 0..self.asked.invoices {
            let day = u64::from(invoice) * 1000 / u64::from(self.asked.invoices);
            let (year, month, day) = (2023 + day / 336, 1 + day % 336 / 28, 1 + day % 28);
            let customer = match below(5) {
                0 => ",".to_owned(),
                _ => {
                    let number = below(customers);
                    format!("K{number:06},Customer {number} of ours")
                }
            };
            let (hour, minute) = (9 + invoice % 9, invoice % 60);
            for _ in 0..=[0, 0, 1, 1, 1, 2, 2, 3][below(8) as usize] {
                let (kind, sku, item, cents) = ITEMS[below(6) as usize];
                let quantity = 1 + below(8) / 7;
                let (price, amount) = (money(cents), money(cents * quantity));
                writeln!(
                    till,
                    "T{invoice:08},{year}-{month:02}-{day:02},{hour:02}:{minute:02},{customer},{kind},{sku},{item},{quantity},{price},{amount}"
                )
                .expect("it is written");
            }
        }
        till.flush().expect("it is written");
        path
    }

    fn import(&self, till: &Path) {
        let by_hand = BY_HAND.replace("FILE", &till.display().to_string());
        let raw = format!(".mode csv\n.import {} raw\n", till.display());
        let (mut ours, mut theirs, mut hand, mut peak) = (Vec::new(), Vec::new(), Vec::new(), 0);
        // One import is needed by what comes behind.
        let rounds = if self.asked.wants("import") { self.asked.rounds } else { 1 };
        for _ in 0..rounds {
            self.fresh();
            let (time, memory) = timed(self.loyalty("shop.db", &["import", "csv", &till.display().to_string()]), "");
            (ours, peak) = ([ours, vec![time]].concat(), memory.max(peak));
            theirs.push(timed(self.sqlite("raw.db"), &raw).0);
            hand.push(timed(self.sqlite("hand.db"), &by_hand).0);
        }
        if !self.asked.wants("import") {
            return;
        }
        let again = || timed(self.loyalty("shop.db", &["import", "csv", &till.display().to_string()]), "").0;
        let size = |name: &str| fs::metadata(self.folder.join(name)).map_or(0, |file| file.len());
        println!("{} invoices, {} MB", self.asked.invoices, size("till.csv") / 1_000_000);
        show("import csv / sqlite3 .import into one untyped table", &ours, &theirs);
        show("import csv / hand-written SQL that does the same", &ours, &hand);
        show("the same file again / the first time", &ours.iter().map(|_| again()).collect::<Vec<_>>(), &ours);
        println!("{:56} {:>9} MiB", "peak memory of import csv", peak / 1024);
        println!(
            "{:56} {:>30.2}",
            "size of the database / hand-written",
            size("shop.db") as f64 / size("hand.db") as f64
        );
    }

    fn balance(&self) {
        if !self.asked.wants("balance") {
            return;
        }
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for round in 0..self.asked.rounds as u32 * 20 {
            let customer = format!("K{:06}", round * 37 % (self.asked.invoices / 20).max(50));
            ours.push(timed(self.loyalty("shop.db", &["customer", "balance", &customer, "--json"]), "").0);
            let select = format!("SELECT ref, name, balance FROM customer WHERE ref = '{customer}';");
            theirs.push(timed(self.kept("hand.db"), &select).0);
        }
        show("customer balance / sqlite3 shell, one SELECT", &ours, &theirs);
    }

    fn record(&self) {
        if !self.asked.wants("record") {
            return;
        }
        timed(
            self.sqlite("peer.db"),
            "PRAGMA journal_mode = WAL; CREATE TABLE ticket (number TEXT UNIQUE, total INTEGER, points INTEGER);",
        );
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for round in 0..self.asked.rounds * 20 {
            let number = format!("B{round}");
            let line =
                ["invoice", "record", "--number", &number, "--customer", "K000001", "--line", "service:Cut@35.00"];
            ours.push(timed(self.loyalty("shop.db", &line), "").0);
            let insert = format!("PRAGMA synchronous = FULL; INSERT INTO ticket VALUES ('{number}', 3500, 3);");
            theirs.push(timed(self.kept("peer.db"), &insert).0);
        }
        show("invoice record / sqlite3 shell, one durable INSERT", &ours, &theirs);
        let ticket = |number: u32| {
            format!(
                "{{\"number\":\"N{number}\",\"customer\":\"K000001\",\"lines\":[{{\"kind\":\"service\",\"name\":\"Cut\",\"unit_price\":\"35.00\"}}]}}\n"
            )
        };
        let many: String = (0..self.asked.invoices).map(ticket).collect();
        let words = ["--format", "ndjson", "invoice", "record", "--input", "-"];
        let (time, _) = timed(self.loyalty("shop.db", &words), &many);
        let rate = f64::from(self.asked.invoices) / time.as_secs_f64();
        println!("{:56} {rate:>9.0} a second", "invoice record --input -");
    }

    /// A shop with its rule and nothing else.
    fn fresh(&self) {
        self.remove("shop.db");
        timed(self.loyalty("shop.db", &["init"]), "");
        timed(self.loyalty("shop.db", &["settings", "set", "--earn", "spend-total", "--per", "10.00"]), "");
    }

    fn loyalty(&self, database: &str, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_loyalty"));
        command
            .env_clear()
            .env("LOYALTY_ACTOR", "bench")
            .current_dir(&self.folder)
            .args(["--db", database])
            .args(words);
        command
    }

    /// The `sqlite3` shell on a database of its own, made anew.
    fn sqlite(&self, database: &str) -> Command {
        self.remove(database);
        self.kept(database)
    }

    fn kept(&self, database: &str) -> Command {
        let mut command = Command::new("sqlite3");
        command.current_dir(&self.folder).arg(database);
        command
    }

    fn remove(&self, database: &str) {
        for end in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(self.folder.join(format!("{database}{end}")));
        }
    }
}

fn money(cents: u32) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// The wall time of one process, and the most memory it held, in KiB.
#[expect(clippy::zombie_processes, reason = "wait4 waits for it, and tells what it took")]
fn timed(mut command: Command, input: &str) -> (Duration, u64) {
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let began = Instant::now();
    let mut child = command.spawn().expect("it starts");
    child.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("it reads");
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    let (mut status, id) = (0, i32::try_from(child.id()).expect("an id of a process"));
    // SAFETY: the child is ours and is waited for nowhere else; both places are ours to be written to.
    let waited = unsafe { libc::wait4(id, &mut status, 0, usage.as_mut_ptr()) };
    let time = began.elapsed();
    let said = std::io::read_to_string(child.stderr.take().expect("it is piped")).unwrap_or_default();
    assert!(waited == id && status == 0, "{command:?}: {said}");
    // SAFETY: it was zeroed, and wait4 has filled it.
    let usage = unsafe { usage.assume_init() };
    (time, u64::try_from(usage.ru_maxrss).unwrap_or(0))
}

/// The medians, and the median of the ratios of each pair.
fn show(what: &str, ours: &[Duration], theirs: &[Duration]) {
    let seconds = |times: &[Duration]| median(times.iter().map(Duration::as_secs_f64).collect());
    let ratio =
        median(ours.iter().zip(theirs).map(|(ours, theirs)| ours.as_secs_f64() / theirs.as_secs_f64()).collect());
    println!("{what:56} {:>9.4} s {:>9.4} s  ratio {ratio:>5.2}", seconds(ours), seconds(theirs));
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
