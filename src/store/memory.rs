//! Where SQLite gets its memory.
//!
//! Every process takes in the schema before its first statement and lets go of it at the end: some 6,000 blocks, most of
//! them under 100 bytes. The C library looks for neighbours to join and serves any mix of sizes for months on end, which
//! cost an `invoice record` a fifth of its instructions. Here a small block or a page of the database is of one of 288
//! sizes, comes from the list of those of its size that are free, and goes back to it; everything else, of which there
//! is much only now and then, is left to the allocator of the program, which finds other uses for it. What every block
//! needs to know of itself, its size, stands in the 8 bytes before it.
//! (<https://www.sqlite.org/malloc.html>, §3.1.4, has the contract.)

use std::alloc::{self, Layout};
use std::cell::Cell;
use std::ffi::{c_int, c_void};
use std::ptr;

use rusqlite::ffi::{
    SQLITE_CONFIG_LOOKASIDE, SQLITE_CONFIG_MALLOC, SQLITE_CONFIG_PAGECACHE, SQLITE_OK, sqlite3_config,
    sqlite3_mem_methods,
};

/// What stands before a block: how many bytes it holds.
const HEAD: usize = size_of::<usize>();
/// Blocks that come from lists, with their head, are a multiple of this.
const STEP: usize = 16;
/// How many sizes there are: the largest has 4,608 bytes with its head, room for a page of the database and what SQLite
/// notes of it.
const SIZES: usize = 288;
/// The largest small block has 1,024 bytes with its head, the least page is one without notes.
const SMALL_SIZES: usize = 64;
const LEAST_PAGE: usize = 257;
/// What is asked for at once to cut blocks from: first about as much as a ticket takes, then little by little.
const FIRST: usize = 320 * 1024;
const NEXT: usize = 64 * 1024;

/// The blocks of one thread that come from lists. One that another thread took goes into the lists of whoever gives it back.
struct Small {
    /// The first free block of each size; where its content stood stands the next.
    free: [Cell<*mut u8>; SIZES],
    /// What is left of the slab that blocks are being cut from.
    slab: Cell<*mut u8>,
    left: Cell<usize>,
}

thread_local! {
    static SMALL: Small = const {
        Small { free: [const { Cell::new(ptr::null_mut()) }; SIZES], slab: Cell::new(ptr::null_mut()), left: Cell::new(0) }
    };
}

impl Small {
    /// A block of so many steps; null where the system has no more.
    ///
    /// # Safety
    /// Everything in the lists must have been put there by [`Self::put`].
    unsafe fn take(&self, steps: usize) -> *mut u8 {
        let block = self.free[steps - 1].get();
        if block.is_null() {
            return self.cut(steps * STEP);
        }
        // SAFETY: a free block is ours, at least a pointer long and aligned for one, and holds the next.
        self.free[steps - 1].set(unsafe { block.cast::<*mut u8>().read() });
        block
    }

    /// A new block, cut from the slab. What is left of one that is too short is never used: less than one block of it.
    fn cut(&self, bytes: usize) -> *mut u8 {
        if self.left.get() < bytes {
            let size = if self.slab.get().is_null() { FIRST } else { NEXT };
            let slab = slab(size);
            if slab.is_null() {
                return slab;
            }
            self.slab.set(slab);
            self.left.set(size);
        }
        let block = self.slab.get();
        // SAFETY: so many bytes are left of the slab, so both stay within it, and it is aligned for a `usize`, as every
        // step from it is.
        unsafe {
            self.slab.set(block.add(bytes));
            block.cast::<usize>().write(bytes - HEAD);
            self.left.set(self.left.get() - bytes);
            block.add(HEAD)
        }
    }

    /// Puts a block of so many steps back.
    ///
    /// # Safety
    /// The block must be one of that size that [`Self::take`] gave, and nobody may use it any more.
    unsafe fn put(&self, block: *mut u8, steps: usize) {
        // SAFETY: the block is at least a pointer long, aligned for one, and nobody's but ours.
        unsafe { block.cast::<*mut u8>().write(self.free[steps - 1].get()) };
        self.free[steps - 1].set(block);
    }
}

/// A new slab; null where the system has no more. Its pages are there at once where the system can do that: to be asked
/// for each when it is first touched takes twice as long.
fn slab(size: usize) -> *mut u8 {
    #[cfg(target_os = "linux")]
    const AT_ONCE: c_int = libc::MAP_POPULATE;
    #[cfg(not(target_os = "linux"))]
    const AT_ONCE: c_int = 0;
    let (use_it, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANON | AT_ONCE);
    // SAFETY: memory that nobody has yet is asked for.
    let slab = unsafe { libc::mmap(ptr::null_mut(), size, use_it, flags, -1, 0) };
    if slab == libc::MAP_FAILED { ptr::null_mut() } else { slab.cast() }
}

/// How many steps a block of so many bytes takes with its head.
fn steps(bytes: usize) -> usize {
    (bytes + HEAD).div_ceil(STEP)
}

/// Whether blocks of so many steps come from the lists.
fn is_listed(steps: usize) -> bool {
    steps <= SMALL_SIZES || (LEAST_PAGE..=SIZES).contains(&steps)
}

/// The layout of a block that does not, its head included.
fn layout(bytes: usize) -> Layout {
    Layout::from_size_align(bytes, STEP).expect("SQLite asks for less than 2 GiB")
}

/// How many bytes a block holds.
///
/// # Safety
/// The block must be one of [`give`] that was not taken back.
unsafe fn held(block: *mut u8) -> usize {
    // SAFETY: before every block stands how many bytes it holds.
    unsafe { block.sub(HEAD).cast::<usize>().read() }
}

/// Gives a block of at least so many bytes, aligned to 8; null where the system has no more.
unsafe extern "C" fn give(bytes: c_int) -> *mut c_void {
    let bytes = usize::try_from(bytes).unwrap_or(0);
    let steps = steps(bytes);
    if is_listed(steps) {
        // SAFETY: only `take_back` puts anything into the lists.
        return SMALL.with(|small| unsafe { small.take(steps) }).cast();
    }
    // SAFETY: the layout is not empty, and what is there has room for the head.
    unsafe {
        let start = alloc::alloc(layout(bytes + HEAD));
        if start.is_null() {
            return ptr::null_mut();
        }
        start.cast::<usize>().write(bytes);
        start.add(HEAD).cast()
    }
}

/// Takes a block back.
unsafe extern "C" fn take_back(block: *mut c_void) {
    let block = block.cast::<u8>();
    if block.is_null() {
        return;
    }
    // SAFETY: SQLite gives back what `give` or `resize` gave it, once; its size tells where it came from.
    unsafe {
        let bytes = held(block);
        let steps = steps(bytes);
        if is_listed(steps) {
            SMALL.with(|small| small.put(block, steps));
        } else {
            alloc::dealloc(block.sub(HEAD), layout(bytes + HEAD));
        }
    }
}

/// Makes a block longer or shorter: at the same place where it can, or with what it holds at another; null, and the block
/// as it was, where the system has no more.
unsafe extern "C" fn resize(block: *mut c_void, bytes: c_int) -> *mut c_void {
    // SAFETY: SQLite asks for it with a block that it has; what is copied fits into both.
    unsafe {
        let wanted = usize::try_from(bytes).unwrap_or(0);
        let before = held(block.cast());
        let (now, then) = (steps(before), steps(wanted));
        if now == then && is_listed(now) {
            return block;
        }
        if !is_listed(now) && !is_listed(then) {
            let start = alloc::realloc(block.cast::<u8>().sub(HEAD), layout(before + HEAD), wanted + HEAD);
            if start.is_null() {
                return ptr::null_mut();
            }
            start.cast::<usize>().write(wanted);
            return start.add(HEAD).cast();
        }
        let other = give(bytes);
        if !other.is_null() {
            ptr::copy_nonoverlapping(block.cast::<u8>(), other.cast::<u8>(), before.min(wanted));
            take_back(block);
        }
        other
    }
}

/// How many bytes a block holds.
unsafe extern "C" fn size(block: *mut c_void) -> c_int {
    // SAFETY: SQLite asks for a block that it has.
    c_int::try_from(unsafe { held(block.cast()) }).unwrap_or(c_int::MAX)
}

/// How many bytes a block for so many holds.
unsafe extern "C" fn round_up(bytes: c_int) -> c_int {
    let wanted = usize::try_from(bytes).unwrap_or(0);
    let step = if is_listed(steps(wanted)) { steps(wanted) * STEP - HEAD } else { wanted.next_multiple_of(HEAD) };
    c_int::try_from(step).unwrap_or(bytes)
}

/// Nothing is to be made ready.
unsafe extern "C" fn begin(_: *mut c_void) -> c_int {
    SQLITE_OK
}

/// Nothing is to be put away: what is there goes with the process.
unsafe extern "C" fn end(_: *mut c_void) {}

/// Has SQLite take its memory from here, and keep no lists and no stock of pages of its own, which it would make on opening
/// a file. To be called before anything else of SQLite's: where that is too late, it keeps what it has.
pub fn settle() {
    let methods = sqlite3_mem_methods {
        xMalloc: Some(give),
        xFree: Some(take_back),
        xRealloc: Some(resize),
        xSize: Some(size),
        xRoundup: Some(round_up),
        xInit: Some(begin),
        xShutdown: Some(end),
        pAppData: ptr::null_mut(),
    };
    const NONE: c_int = 0;
    // SAFETY: SQLite copies the methods, each of which keeps to its contract from any thread; what follows an option is
    // of the types that it takes.
    unsafe {
        sqlite3_config(SQLITE_CONFIG_MALLOC, &raw const methods);
        sqlite3_config(SQLITE_CONFIG_LOOKASIDE, NONE, NONE);
        sqlite3_config(SQLITE_CONFIG_PAGECACHE, ptr::null_mut::<c_void>(), NONE, NONE);
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use proptest::prelude::*;

    use super::*;

    /// A block that holds what was written into it.
    struct Held {
        block: *mut c_void,
        bytes: usize,
        mark: u8,
    }

    // SAFETY: nothing of it belongs to a thread.
    unsafe impl Send for Held {}

    impl Held {
        fn new(bytes: usize, mark: u8) -> Held {
            // SAFETY: any size may be asked for.
            let block = unsafe { give(bytes as c_int) };
            let mut held = Held { block, bytes: 0, mark };
            held.fill(bytes, mark);
            held
        }

        /// Writes all of it, to the last byte that the allocator says it has.
        fn fill(&mut self, bytes: usize, mark: u8) {
            assert_eq!(self.block.addr() % 8, 0);
            // SAFETY: it holds as much as it says.
            unsafe {
                assert!(held(self.block.cast()) >= bytes);
                ptr::write_bytes(self.block.cast::<u8>(), mark, held(self.block.cast()));
            }
            (self.bytes, self.mark) = (bytes, mark);
        }

        /// Checks that as many bytes as given are still what was written.
        fn check(&self, bytes: usize) {
            // SAFETY: it holds at least as many.
            let content = unsafe { std::slice::from_raw_parts(self.block.cast::<u8>(), bytes) };
            assert!(content.iter().all(|byte| *byte == self.mark), "{} bytes of {}", self.bytes, self.mark);
        }

        fn resize(&mut self, bytes: usize, mark: u8) {
            // SAFETY: the block is there.
            self.block = unsafe { resize(self.block, bytes as c_int) };
            self.check(self.bytes.min(bytes));
            self.fill(bytes, mark);
        }

        fn end(self) {
            self.check(self.bytes);
            // SAFETY: nobody has it any more.
            unsafe { take_back(self.block) };
        }
    }

    #[test]
    fn a_block_holds_what_is_said_of_it() {
        for bytes in [1, 7, 8, 9, 24, 25, 1016, 1017, 2000, 4088, 4089, 4104, 4105, 4360, 4599, 4600, 4601, 70_000] {
            // SAFETY: a block of that size is asked for and given back.
            unsafe {
                let rounded = round_up(bytes);
                assert!((bytes..bytes + 16).contains(&rounded), "{bytes}: {rounded}");
                let block = give(rounded);
                assert_eq!(size(block), rounded, "{bytes}");
                take_back(block);
            }
        }
        // SAFETY: nothing is given back.
        unsafe { take_back(ptr::null_mut()) };
    }

    #[test]
    fn a_free_block_is_the_next_of_its_size() {
        let (first, second) = (Held::new(100, 1), Held::new(104, 2));
        let places = [first.block, second.block];
        first.end();
        second.end();
        let again = [Held::new(98, 3), Held::new(101, 4), Held::new(100, 5)];
        assert_eq!([again[1].block, again[0].block], places);
        again.into_iter().for_each(Held::end);
    }

    proptest! {
        #[test]
        fn every_block_keeps_its_content(
            steps in prop::collection::vec((0_u8..4, prop_oneof![4 => 1_usize..300, 1 => 1_000_usize..1_050, 1 => 4_050_usize..4_700, 1 => 1_usize..20_000], any::<usize>()), 1..80),
        ) {
            let mut all: Vec<Held> = Vec::new();
            for (at, (what, bytes, which)) in steps.into_iter().enumerate() {
                let mark = at as u8;
                match what {
                    0 | 1 => all.push(Held::new(bytes, mark)),
                    _ if all.is_empty() => {}
                    2 => {
                        let which = which % all.len();
                        all[which].resize(bytes, mark);
                    }
                    _ => all.swap_remove(which % all.len()).end(),
                }
            }
            // What is left goes back from another thread, which takes blocks of its own as well.
            thread::spawn(move || {
                let own: Vec<Held> = (1..100).map(|bytes| Held::new(bytes * 13, 200)).collect();
                all.into_iter().chain(own).for_each(Held::end);
            })
            .join()
            .expect("nothing fails there");
        }
    }
}
