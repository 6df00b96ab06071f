//! The transport headers of an Outlook `.msg` file (MS-CFB, MS-OXMSG; no RFC describes either).

/// What every compound file begins with.
pub(super) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// `PidTagTransportMessageHeaders` in UTF-16 and in octets.
const UTF16_STREAM: &str = "__substg1.0_007D001F";
const OCTET_STREAM: &str = "__substg1.0_007D001E";

/// Sector numbers from here on are marks: free, end of chain.
const MARKS: u32 = 0xFFFF_FFFA;
/// Sectors of the allocation table whose numbers stand in the file's header.
const TABLE_SECTORS: usize = 109;
const ENTRY: usize = 128;
/// Octets of transport headers that are read.
const MAX_HEADERS: usize = 4 << 20;

/// The header section that the file keeps; `None` if it keeps none, or is broken.
pub(super) fn transport_headers(octets: &[u8]) -> Option<Vec<u8>> {
    let file = File::open(octets)?;
    if let Some(stream) = file.stream(UTF16_STREAM) {
        let (units, _) = stream.as_chunks::<2>();
        let units: Vec<u16> = units.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
        return Some(String::from_utf16_lossy(&units).into_bytes()).filter(|text| !text.is_empty());
    }
    file.stream(OCTET_STREAM).filter(|text| !text.is_empty())
}

/// A compound file; no number in it is trusted.
struct File<'a> {
    octets: &'a [u8],
    sector: usize,
    mini_sector: usize,
    mini_cutoff: usize,
    table: Vec<u32>,
    mini_table: Vec<u32>,
    /// The stream that small streams are cut from.
    mini_stream: Vec<u8>,
    directory: Vec<u8>,
}

impl<'a> File<'a> {
    fn open(octets: &'a [u8]) -> Option<Self> {
        let shift = |at| u16_at(octets, at).filter(|shift| (6..=16).contains(shift));
        let mut file = Self {
            octets,
            sector: 1_usize.checked_shl(u32::from(shift(0x1E)?))?,
            mini_sector: 64,
            mini_cutoff: 4_096,
            table: Vec::new(),
            mini_table: Vec::new(),
            mini_stream: Vec::new(),
            directory: Vec::new(),
        };
        file.read_table();
        file.directory = file.chain(u32_at(octets, 0x30)?, octets.len());
        let mini_table = file.chain(u32_at(octets, 0x3C)?, octets.len());
        file.mini_table = numbers(&mini_table);
        let root = file.entry(0)?;
        file.mini_stream = file.chain(root.start, root.size);
        Some(file)
    }

    /// The allocation table: its first sectors are listed in the header, the others in a chain.
    fn read_table(&mut self) {
        let mut list: Vec<u32> = (0..TABLE_SECTORS)
            .filter_map(|index| u32_at(self.octets, index.saturating_mul(4).saturating_add(0x4C)))
            .collect();
        let mut next = u32_at(self.octets, 0x44).unwrap_or(MARKS);
        let sectors = self.sector_count();
        while next < MARKS && list.len() <= sectors.saturating_add(TABLE_SECTORS) {
            let mut more = numbers(self.sector(next));
            let Some(chained) = more.pop() else { break };
            list.append(&mut more);
            next = chained;
        }
        let mut table = Vec::new();
        for sector in list.into_iter().filter(|sector| *sector < MARKS) {
            if table.len() >= sectors {
                break;
            }
            table.append(&mut numbers(self.sector(sector)));
        }
        self.table = table;
    }

    fn sector_count(&self) -> usize {
        self.octets.len().checked_div(self.sector).unwrap_or(0).saturating_add(1)
    }

    /// A sector; less than one where the file ends, and nothing beyond.
    fn sector(&self, number: u32) -> &'a [u8] {
        let start =
            usize::try_from(number).unwrap_or(usize::MAX).saturating_add(1).saturating_mul(self.sector);
        let end = start.saturating_add(self.sector).min(self.octets.len());
        self.octets.get(start..end).unwrap_or_default()
    }

    /// The octets of a chain of sectors, at most `size`; it ends though it may run in a circle.
    fn chain(&self, start: u32, size: usize) -> Vec<u8> {
        let mut output = Vec::new();
        let mut next = start;
        for _ in 0..self.sector_count() {
            if next >= MARKS || output.len() >= size {
                break;
            }
            output.extend_from_slice(self.sector(next));
            next = follow(&self.table, next);
        }
        output.truncate(size);
        output
    }

    fn mini_chain(&self, start: u32, size: usize) -> Vec<u8> {
        let mut output = Vec::new();
        let mut next = start;
        while next < MARKS && output.len() < size {
            let from = usize::try_from(next).unwrap_or(usize::MAX).saturating_mul(self.mini_sector);
            let to = from.saturating_add(self.mini_sector).min(self.mini_stream.len());
            let Some(sector) = self.mini_stream.get(from..to).filter(|sector| !sector.is_empty()) else {
                break;
            };
            output.extend_from_slice(sector);
            next = follow(&self.mini_table, next);
        }
        output.truncate(size);
        output
    }

    fn entry(&self, number: usize) -> Option<Entry> {
        let start = number.checked_mul(ENTRY)?;
        Entry::read(self.directory.get(start..start.checked_add(ENTRY)?)?)
    }

    /// A stream right below the root; those of attached messages lie deeper.
    fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let mut open = vec![self.entry(0)?.child];
        let mut seen = vec![false; self.directory.len().checked_div(ENTRY).unwrap_or(0)];
        while let Some(number) = open.pop() {
            let number = usize::try_from(number).unwrap_or(usize::MAX);
            let Some(seen) = seen.get_mut(number).filter(|seen| !**seen) else { continue };
            *seen = true;
            let Some(entry) = self.entry(number) else { continue };
            if entry.is_stream && entry.name.eq_ignore_ascii_case(name) {
                let size = entry.size.min(MAX_HEADERS);
                let is_small = entry.size < self.mini_cutoff;
                return Some(if is_small {
                    self.mini_chain(entry.start, size)
                } else {
                    self.chain(entry.start, size)
                });
            }
            open.extend([entry.left, entry.right]);
        }
        None
    }
}

/// An entry of the directory, a tree of names for each storage.
struct Entry {
    name: String,
    is_stream: bool,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: usize,
}

impl Entry {
    fn read(entry: &[u8]) -> Option<Self> {
        let (units, _) = entry.get(..64)?.as_chunks::<2>();
        let units: Vec<u16> =
            units.iter().map(|pair| u16::from_le_bytes(*pair)).take_while(|unit| *unit != 0).collect();
        Some(Self {
            name: String::from_utf16_lossy(&units),
            is_stream: entry.get(0x42) == Some(&2),
            left: u32_at(entry, 0x44)?,
            right: u32_at(entry, 0x48)?,
            child: u32_at(entry, 0x4C)?,
            start: u32_at(entry, 0x74)?,
            size: usize::try_from(u32_at(entry, 0x78)?).ok()?,
        })
    }
}

fn follow(table: &[u32], number: u32) -> u32 {
    usize::try_from(number).ok().and_then(|number| table.get(number)).copied().unwrap_or(MARKS)
}

fn numbers(octets: &[u8]) -> Vec<u32> {
    let (words, _) = octets.as_chunks::<4>();
    words.iter().map(|word| u32::from_le_bytes(*word)).collect()
}

fn u16_at(octets: &[u8], at: usize) -> Option<u16> {
    octets.get(at..)?.first_chunk::<2>().map(|two| u16::from_le_bytes(*two))
}

fn u32_at(octets: &[u8], at: usize) -> Option<u32> {
    octets.get(at..)?.first_chunk::<4>().map(|four| u32::from_le_bytes(*four))
}
