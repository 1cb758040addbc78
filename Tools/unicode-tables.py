#!/usr/bin/env python3
"""Writes the Unicode tables of the Analysis module.

usage: Tools/unicode-tables.py [FOLDER]

FOLDER holds the Unicode Character Database (default /usr/share/unicode, Debian's package
unicode-data). Each table has two stages: `blocks` gives for every 128 scalars the number of a
block of `entries`. Run it again, and raise `Analyzer.version`, when the database changes.
"""
import os, re, sys

UCD = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode"
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Sources/Analysis/Tables")
ALL = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]


def lines(name):
    with open(os.path.join(UCD, name), encoding="utf-8") as f:
        for line in f:
            line = line.split("#")[0].strip()
            if line:
                yield [part.strip() for part in line.split(";")]


def ranges(name, column=1):
    for parts in lines(name):
        first, _, last = parts[0].partition("..")
        for c in range(int(first, 16), int(last or first, 16) + 1):
            yield c, parts[column]


# The database.
category, combining, decomposition, decimal, names = {}, {}, {}, {}, {}
opened = None
for parts in lines("UnicodeData.txt"):
    c = int(parts[0], 16)
    if parts[1].endswith("First>"):
        opened = c
        continue
    for x in range(opened if opened is not None else c, c + 1):
        category[x], combining[x], names[x] = parts[2], int(parts[3]), parts[1]
    opened = None
    if parts[5]:
        decomposition[c] = [int(x, 16) for x in parts[5].split() if not x.startswith("<")]
    if parts[6]:
        decimal[c] = int(parts[6])
script = dict(ranges("Scripts.txt"))
breaks = dict(ranges("auxiliary/WordBreakProperty.txt"))
pictographic = {c for c, p in ranges("emoji/emoji-data.txt") if p == "Extended_Pictographic"}
case_folding = {}
for parts in lines("CaseFolding.txt"):
    if parts[1] in "CF":
        case_folding[int(parts[0], 16)] = [int(x, 16) for x in parts[2].split()]
version = re.search(r"-(\d+\.\d+)\.\d+\.txt", open(os.path.join(UCD, "Scripts.txt")).readline()).group(1)


def hangul(c):
    return 0xAC00 <= c < 0xD7A4


def nfkd(c):
    """The compatibility decomposition, not reordered."""
    if hangul(c):
        s = c - 0xAC00
        tail = [0x11A7 + s % 28] if s % 28 else []
        return [0x1100 + s // 588, 0x1161 + s % 588 // 28] + tail
    return [y for x in decomposition[c] for y in nfkd(x)] if c in decomposition else [c]


# What makes a word: the word break property, and three bits.
PROPERTIES = ["Other", "CR", "LF", "Newline", "Extend", "ZWJ", "Format", "Regional_Indicator",
              "Katakana", "Hebrew_Letter", "ALetter", "Single_Quote", "Double_Quote", "MidNumLet",
              "MidLetter", "MidNum", "Numeric", "ExtendNumLet", "WSegSpace"]
PICTOGRAPHIC, WORD, BIGRAM = 32, 64, 128


def break_entry(c):
    p = breaks.get(c, "Other")
    entry = PROPERTIES.index(p) | (PICTOGRAPHIC if c in pictographic else 0)
    letter = category.get(c, "Cn") in ("Lu", "Ll", "Lt", "Lm", "Lo", "Nl")
    if p in ("ALetter", "Hebrew_Letter", "Numeric"):
        entry |= WORD
    elif p == "Katakana" or (p == "Other" and letter):
        entry |= WORD | BIGRAM
    return entry


# Folding: what a scalar becomes in a term.
KEPT = {0x3099, 0x309A}  # the voicing marks of kana make other letters
VOICED = {c for c in decomposition if set(decomposition[c]) & KEPT and 0x3040 <= c < 0x3100}
SINGLE = {0x0439}  # й is a letter, not an accented и
ALSO = {
    "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n", "ɛ": "e", "ɔ": "o", "ß": "ss",
    "ʻ": "", "ʼ": "", "ʹ": "", "ʾ": "", "ʿ": "", "ˈ": "", "·": "", "׳": "", "״": "", "·": "",
    "'": "", "’": "", "‘": "", "＇": "", "＂": "", '"': "",  # inside words only
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ـ": "",
    "٫": ".", "٬": ",", "\uff9e": "\u3099", "\uff9f": "\u309a",
}
ALSO = {ord(k): [ord(x) for x in v] for k, v in ALSO.items()}


def dropped(c):
    if c in KEPT:
        return False
    kind = category.get(c, "Cn")
    if kind == "Cf":
        return True
    return kind in ("Mn", "Me") and (
        script.get(c) in ("Inherited", "Latin", "Greek", "Cyrillic", "Arabic", "Hebrew", "Syriac")
        or combining[c] == 7)


def fold_once(c):
    if c in ALSO:
        return ALSO[c]
    if c in case_folding and case_folding[c] != [c]:
        return case_folding[c]
    if c in SINGLE or c in VOICED or hangul(c):
        return [c]
    if dropped(c):
        return []
    if c in decimal:
        return [0x30 + decimal[c]]
    if c in decomposition:
        # One level at a time, so that ガ stays and ｶﾞ is met again as カ and the mark.
        return decomposition[c]
    latin = re.match(r"LATIN SMALL LETTER ([A-Z]) WITH ", names.get(c, ""))
    return [ord(latin.group(1).lower())] if latin else [c]


def fold(c):
    result, again = [c], None
    while result != again:
        again, result = result, [y for x in result for y in fold_once(x)]
    return "".join(map(chr, result))


# Folding for `plain`: lower-cased letters and digits of ASCII, a space for all else.
def plain(c):
    lowered = chr(c).lower()
    kept = [x for y in lowered for x in nfkd(ord(y)) if combining.get(x, 0) == 0]
    return "".join(chr(x) if chr(x).isascii() and re.match("[a-z0-9]", chr(x)) else " " for x in kept)


def two_stage(entry):
    blocks, numbers, entries = [], {}, []
    for start in range(0, 0x110000, 128):
        block = tuple(0 if 0xD800 <= c < 0xE000 else entry(c) for c in range(start, start + 128))
        if block not in numbers:
            numbers[block] = len(numbers)
            entries += block
        blocks.append(numbers[block])
    assert len(numbers) <= 256
    return blocks, entries


def literal(name, kind, numbers, comment):
    rows, row = [], ""
    for n in numbers:
        if len(row) + len(str(n)) + 2 > 1000:
            rows.append(row.rstrip())
            row = ""
        row += f"{n}, "
    rows.append(row.rstrip())
    return f"  /// {comment}\n  static let {name}: [{kind}] = [\n    " + "\n    ".join(rows) + "\n  ]\n"


def write(name, summary, *arrays, more=""):
    with open(os.path.join(OUT, name + ".swift"), "w", encoding="utf-8") as f:
        f.write("// swift-format-ignore-file\n// Made by Tools/unicode-tables.py; not edited by hand.\n\n")
        f.write(f"/// {summary}\nenum {name} {{\n{more}" + "".join(literal(*a) for a in arrays) + "}\n")
    print(name, {a[0]: len(a[2]) for a in arrays})


def write_map(name, summary, mapping, unchanged):
    """Entry 0: `unchanged`; else where in the pool stand the length and the bytes of the result."""
    pool, places = [], {}

    def entry(c):
        to = mapping(c)
        if to == unchanged(c):
            return 0
        if to not in places:
            places[to] = len(pool) + 1
            pool.extend([len(to.encode()), *to.encode()])
        return places[to]

    blocks, entries = two_stage(entry)
    assert len(pool) < 65535
    write(name, summary,
          ("blocks", "UInt8", blocks, "The block of entries for every 128 scalars."),
          ("entries", "UInt16", entries, "0, or 1 + the place in `pool`."),
          ("pool", "UInt8", pool, "Results: a length, then so many bytes of UTF-8."))


blocks, entries = two_stage(break_entry)
write("WordBreakTable", "Word break properties (UAX #29), and what counts as a word.",
      ("blocks", "UInt8", blocks, "The block of entries for every 128 scalars."),
      ("entries", "UInt8", entries, "Bits 0-4 the property, 5 pictographic, 6 word, 7 bigram."),
      more=f'  /// The version of the Unicode Character Database.\n  static let unicode = "{version}"\n')
write_map("FoldingTable", "What each scalar becomes in a term.", fold, chr)
write_map("PlainFoldingTable", "What each scalar becomes in `plain` analysis.", plain, lambda c: " ")
