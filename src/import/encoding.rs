//! From bytes to text: what is no text at all, and which encoding the text has.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What the first bytes of a file that is no CSV give away, with how to get CSV instead.
pub(super) fn foreign(head: &[u8]) -> Option<(&'static str, &'static str)> {
    const SPREADSHEET: &str = "open it in the spreadsheet program and save the sheet as CSV (UTF-8)";
    const UNPACK: &str = "unpack it first";
    const EXPORT: &str = "export it as CSV where it comes from";
    let contains = |needle: &[u8]| head.windows(needle.len()).any(|window| window == needle);
    if head.starts_with(b"PK\x03\x04") {
        return Some(if contains(b"xl/") || contains(b"[Content_Types].xml") {
            ("an Excel workbook (xlsx)", SPREADSHEET)
        } else if contains(b"opendocument.spreadsheet") {
            ("an OpenDocument spreadsheet (ods)", SPREADSHEET)
        } else {
            ("a zip archive", UNPACK)
        });
    }
    const MAGIC: [(&[u8], &str, &str); 8] = [
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Excel workbook (xls)", SPREADSHEET),
        (b"\x1F\x8B", "compressed (gzip)", UNPACK),
        (b"\xFD7zXZ\0", "compressed (xz)", UNPACK),
        (b"BZh", "compressed (bzip2)", UNPACK),
        (b"\x28\xB5\x2F\xFD", "compressed (zstd)", UNPACK),
        (b"%PDF", "a PDF document", EXPORT),
        (b"SQLite format 3\0", "an SQLite database", EXPORT),
        (b"PAR1", "a Parquet file", EXPORT),
    ];
    if let Some((_, what, advice)) = MAGIC.into_iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Some((what, advice));
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let begins = |word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()));
    if ["<!doctype html", "<html", "<table", "<head", "<body"].into_iter().any(begins) {
        return Some(("a web page (HTML)", "export it as CSV; some programs call a web page `.xls`"));
    }
    if begins("<?xml") {
        return Some(("XML", EXPORT));
    }
    let second = text.get(1..).unwrap_or_default().trim_ascii_start().first();
    match (text.first(), second) {
        (Some(b'{'), Some(b'"' | b'}')) | (Some(b'['), Some(b'{' | b'[' | b']')) => Some(("JSON", EXPORT)),
        _ => None,
    }
}

/// Which encoding a text has by its first bytes, with the length of its byte order mark. UTF-8 is an assumption that
/// every record is held against.
pub(super) fn detect(head: &[u8]) -> (&'static Encoding, usize) {
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        return (encoding, mark);
    }
    // Text of our alphabets in UTF-16 has a zero in nearly every other byte, and none between.
    let zeros = |from: usize| head.iter().skip(from).step_by(2).take(512).filter(|byte| **byte == 0).count();
    let half = head.len().div_ceil(2).min(512);
    let (even, odd) = (zeros(0), zeros(1));
    if half >= 2 && odd * 4 >= half * 3 && even == 0 {
        return (UTF_16LE, 0);
    }
    if half >= 2 && even * 4 >= half * 3 && odd == 0 {
        return (UTF_16BE, 0);
    }
    (UTF_8, 0)
}

/// The encoding of that name, as browsers know it (`windows-1252`, `latin1`, `utf-16le`, …).
pub fn encoding_named(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.trim().as_bytes())
}

/// Whether Windows-1252 leaves this byte without a meaning.
pub(super) const fn is_unassigned_in_1252(byte: u8) -> bool {
    matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D)
}

/// The first word of a text whose letters look as if they were read in another encoding than they were written in, and
/// its line: UTF-8 that was once taken for Windows-1252 (`JosÃ©`), letters that were lost (`Jos\u{fffd}`), and code pages of DOS and
/// of old Macs (`Ren‚`, `RenŽe`).
pub(super) fn misread(text: &[u8]) -> Option<(u64, String)> {
    // A sample may be cut within its last letter.
    let text = text.utf8_chunks().next()?.valid();
    if text.is_ascii() {
        return None;
    }
    let text = text.replace("\r\n", "\n");
    let is_end = |letter: char| letter.is_whitespace() || (letter.is_ascii() && !letter.is_ascii_alphanumeric());
    let lines = (1u64..).zip(text.split(['\n', '\r'])).filter(|(_, line)| !line.is_ascii());
    let mut words = lines.flat_map(|(line, text)| text.split(is_end).map(move |word| (line, word)));
    let (line, word) = words.find(|(_, word)| !word.is_ascii() && looks_misread(word))?;
    Some((line, word.to_owned()))
}

fn looks_misread(word: &str) -> bool {
    // What Windows-1252 has for the bytes 0x80 to 0xBF, which only ever follow another byte in UTF-8.
    let is_second = |letter: char| matches!(letter, '\u{a0}'..='\u{bf}') || SIGNS_OF_1252.contains(letter);
    let letters: Vec<char> = word.chars().collect();
    let pairs = letters.windows(2).any(|pair| matches!(pair[0], 'Ã' | 'Â') && is_second(pair[1]));
    let sign =
        letters.windows(2).any(|pair| pair[0].is_alphabetic() && matches!(pair[1], '‚' | '‰' | '‹' | 'ˆ' | '†' | '‡'));
    let capital = letters
        .windows(3)
        .any(|three| three[0].is_lowercase() && matches!(three[1], 'Š' | 'Ž') && three[2].is_lowercase());
    pairs || sign || capital || letters.contains(&char::REPLACEMENT_CHARACTER)
}

const SIGNS_OF_1252: &str = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";

/// Bytes of a source as UTF-8, a chunk at a time.
pub(super) struct Feed<R> {
    input: R,
    skip: usize,
    decoder: Option<(Decoder, Vec<u8>)>,
    encoding: &'static Encoding,
    /// How many bytes of the source were read.
    pub(super) bytes: u64,
    /// Whether a byte came by that the encoding has no letter for; [`malformed_place`] tells where.
    pub(super) malformed: bool,
}

const CHUNK: usize = 64 * 1024;

impl<R: Read> Feed<R> {
    pub(super) fn new(input: R, encoding: &'static Encoding, skip: usize) -> Feed<R> {
        let decoder = (encoding != UTF_8).then(|| (encoding.new_decoder_without_bom_handling(), Vec::new()));
        Feed { input, skip, decoder, encoding, bytes: 0, malformed: false }
    }

    /// Appends the next chunk to `out`, at most about `room` bytes; false at the end. UTF-8 is passed on unchecked.
    pub(super) fn fill(&mut self, out: &mut Vec<u8>, room: usize) -> io::Result<bool> {
        while self.skip > 0 {
            let mut mark = [0; 4];
            let most = self.skip.min(mark.len());
            let read = read_full(&mut self.input, &mut mark[..most])?;
            if read == 0 {
                return Ok(false);
            }
            self.bytes += read as u64;
            self.skip -= read;
        }
        let Some((decoder, raw)) = &mut self.decoder else {
            let length = out.len();
            out.resize(length + room.max(1), 0);
            let read = read_full(&mut self.input, &mut out[length..]);
            out.truncate(length + *read.as_ref().unwrap_or(&0));
            self.bytes += *read.as_ref().unwrap_or(&0) as u64;
            return Ok(read? > 0);
        };
        // Three bytes are the most that one byte of input becomes.
        raw.resize((room / 3).clamp(1, CHUNK), 0);
        let read = read_full(&mut self.input, raw)?;
        self.bytes += read as u64;
        let input = &raw[..read];
        let is_1252 = self.encoding == WINDOWS_1252;
        self.malformed |= is_1252 && input.iter().any(|byte| is_unassigned_in_1252(*byte));
        let length = out.len();
        let most = decoder.max_utf8_buffer_length(read).unwrap_or(3 * read + 16);
        out.resize(length + most, 0);
        let (_, _, written, malformed) = decoder.decode_to_utf8(input, &mut out[length..], read == 0);
        out.truncate(length + written);
        self.malformed |= malformed;
        Ok(read > 0)
    }
}

/// Line and character of the first byte of a source that its encoding has no letter for, as an editor counts them.
pub(super) fn malformed_place(input: impl Read, encoding: &'static Encoding, skip: usize) -> io::Result<(u64, u64)> {
    let is_bad = |letter: char| match u8::try_from(letter) {
        Ok(byte) => encoding == WINDOWS_1252 && is_unassigned_in_1252(byte),
        Err(_) => letter == char::REPLACEMENT_CHARACTER,
    };
    let mut feed = Feed::new(input, encoding, skip);
    let (mut line, mut column, mut before) = (1, 1, ' ');
    let mut text = Vec::new();
    loop {
        text.clear();
        let has_more = feed.fill(&mut text, CHUNK)?;
        for letter in String::from_utf8_lossy(&text).chars() {
            if is_bad(letter) {
                return Ok((line, column));
            }
            match (before, letter) {
                ('\r', '\n') => {}
                (_, '\n' | '\r') => (line, column) = (line + 1, 1),
                _ => column += 1,
            }
            before = letter;
        }
        if !has_more {
            return Ok((line, column));
        }
    }
}

/// Reads until `out` is full or the input ends: a pipe that gives a byte at a time must not cost a look at each.
fn read_full(input: &mut impl Read, out: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < out.len() {
        match input.read(&mut out[length..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Ok(0) => break,
            read => length += read?,
        }
    }
    Ok(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_csv_is_known_by_its_first_bytes() {
        for (head, want) in [
            (&b"PK\x03\x04....[Content_Types].xml"[..], Some("an Excel workbook (xlsx)")),
            (b"PK\x03\x04....a.csv", Some("a zip archive")),
            (b"\x1F\x8B\x08", Some("compressed (gzip)")),
            (b"%PDF-1.7", Some("a PDF document")),
            (b"  <!DOCTYPE HTML>", Some("a web page (HTML)")),
            (b"\xEF\xBB\xBF{ \"a\": 1}", Some("JSON")),
            (b"[{\"a\":1}]", Some("JSON")),
            (b"invoice,date", None),
            (b"[x],y", None),
            (b"", None),
        ] {
            assert_eq!(foreign(head).map(|(what, _)| what), want, "{head:?}");
        }
    }

    #[test]
    fn misread_letters_are_seen() {
        for (text, want) in [
            ("a;b\nJosÃ©;x", Some((2, "JosÃ©"))),
            ("Ã¼ber", Some((1, "Ã¼ber"))),
            ("50Â\u{a0}%", None),
            ("Jos\u{fffd}", Some((1, "Jos\u{fffd}"))),
            ("x\n\nRen‚,y", Some((3, "Ren‚"))),
            ("CrŠme", Some((1, "CrŠme"))),
            ("José; MÃE; JOÃO; Škoda; „Wax”; 5 ‰; Œuvre; naïve; Žižkov; Coût", None),
        ] {
            assert_eq!(misread(text.as_bytes()), want.map(|(line, word)| (line, word.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_byte_without_a_letter_has_its_place() {
        for (bytes, encoding, want) in [
            (&b"a;b\nc\x81"[..], WINDOWS_1252, (2, 2)),
            (b"a\r\nb\rcd\xe9\x8d", WINDOWS_1252, (3, 4)),
            (b"a\0\n\0b\0\0\xd8", UTF_16LE, (2, 2)),
            (b"\0a\0", UTF_16BE, (1, 2)),
        ] {
            let place = malformed_place(bytes, encoding, 0).unwrap();
            assert_eq!(place, want, "{bytes:?}");
            let mut feed = Feed::new(bytes, encoding, 0);
            while feed.fill(&mut Vec::new(), 100).unwrap() {}
            assert!(feed.malformed, "{bytes:?}");
        }
    }

    #[test]
    fn encodings_are_found() {
        for (head, want) in [
            (&b"a;b"[..], ("UTF-8", 0)),
            (b"\xEF\xBB\xBFa", ("UTF-8", 3)),
            (b"\xFF\xFEa\0", ("UTF-16LE", 2)),
            (b"a\0;\0b\0\r\0", ("UTF-16LE", 0)),
            (b"\0a\0;\0b\0\r", ("UTF-16BE", 0)),
            (b"\0\0\0\0\0\0", ("UTF-8", 0)),
        ] {
            let (encoding, mark) = detect(head);
            assert_eq!((encoding.name(), mark), want, "{head:?}");
        }
    }
}
