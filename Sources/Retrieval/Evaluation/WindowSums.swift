internal import CSIMD
internal import InvertedIndex

/// What the terms of a union score together in each document of a window.
@safe struct WindowSums {
  /// How the documents that have a sum are found among all.
  enum Search {
    /// Every document of the window is looked at.
    case all
    /// The postings that were added are looked at again.
    case postings
    /// The documents are marked as they come; so are those that score nothing.
    case marks
  }

  /// The postings that are noted at most.
  private static let mostNoted = 8_192
  /// So many are scored and added together, or up to a block more.
  private static let addedTogether = 384

  /// The sums, and which documents are marked: zeros between calls.
  private let table: UnsafeMutablePointer<Score>
  private let marks: WindowMarks
  /// The documents of the postings, list by list.
  private let noted: UnsafeMutablePointer<DocID>
  private let capacity: Int
  private var count = 0
  /// How many of them were not added yet, and their frequencies: the lengths of their documents are on their way into
  /// the cache while others are decoded.
  private var waiting = 0
  private let frequencies: UnsafeMutablePointer<UInt32>
  private var search = Search.all
  private var origin: DocID = 0

  /// Sums of windows of at most `windowCount` documents.
  init(windowCount: Int, memory: ScratchMemory) {
    unsafe table = memory.windowTable
    marks = WindowMarks(memory)
    capacity = min(windowCount, Self.mostNoted)
    unsafe noted = memory.take(capacity)
    unsafe frequencies = memory.take(Self.addedTogether + PostingsList.blockCount)
  }

  /// Begins with a window that starts at `origin`, a multiple of 64.
  mutating func begin(at origin: DocID, _ search: Search) {
    self.origin = origin
    self.search = search
    count = 0
  }

  /// Adds what a list scores in some runs.
  mutating func add(_ list: inout ScoredPostings, in runs: LiveCells) {
    let scorer = list.list.hasHeaders ? list.term.scorer : nil
    let isFar = list.list.isFar
    for run in 0..<runs.count {
      unsafe list.forEachCounted(from: runs[run].start, to: runs[run].end) {
        if waiting >= Self.addedTogether || count &+ PostingsList.blockCount > capacity {
          addWaiting(scorer)
        }
        if isFar { unsafe scorer?.prefetchLengths(of: $0, count: $2) }
        unsafe copy_numbers($0, $2, noted + count)
        unsafe copy_numbers($1, $2, frequencies + waiting)
        count &+= $2
        waiting &+= $2
      }
    }
    addWaiting(scorer)
  }

  /// Adds what the postings score that wait for it, whose frequencies are their scores if there is no `scorer`.
  private mutating func addWaiting(_ scorer: TermScorer?) {
    let (documents, scores) = unsafe (noted + (count &- waiting), frequencies)
    unsafe scorer?.score(
      documents: documents, frequencies: scores, count: waiting, into: scores)
    let table = unsafe table - Int(origin)
    for i in 0..<waiting { unsafe table[Int(documents[i])] &+= scores[i] }
    if search == .marks {
      let (marks, origin) = (marks, origin)
      for i in 0..<waiting { marks.insert(Int(unsafe documents[i] &- origin)) }
    }
    waiting = 0
    // If there is no room for all, none of them is of use.
    if search == .postings, count &+ PostingsList.blockCount > capacity { search = .all }
    if search != .postings { count = 0 }
  }

  /// Appends the documents of some `runs` that have a sum of `minimum` or more to `candidates`, with the sum as their
  /// bound, and clears all sums; outside of the runs nothing was added.
  ///
  /// - Parameter minimum: 1 or more, unless documents are marked.
  /// - Complexity: if all are looked at, about 0.6 instructions for each document; else about 6 for each posting, and
  ///   some 15 for each document that is appended.
  mutating func take(
    from runs: LiveCells, reaching minimum: Score, into candidates: inout Candidates
  ) {
    let (table, origin) = unsafe (table, origin)
    switch search {
    case .all:
      for i in 0..<runs.count {
        let (start, end) = runs[i]
        // Nothing has a sum outside: other stretches end and start where cells do.
        let first = Int(start &- origin) & -32
        let last = (Int(end &- origin) &+ 31) & -32
        unsafe candidates.append {
          unsafe take_sums_reaching(
            table + first, last &- first, minimum, origin &+ DocID(truncatingIfNeeded: first),
            $0, $1)
        }
      }
    case .postings:
      unsafe candidates.append { documents, sums in
        let kept = unsafe take_sums_of(noted, count, table, origin, minimum, documents, sums)
        // They stand list by list, and some twice.
        for i in 0..<kept {
          let place = Int(unsafe documents[i] &- origin)
          unsafe table[place] = sums[i]
          marks.insert(place)
        }
        return unsafe takeMarked(documents, sums)
      }
    case .marks:
      unsafe candidates.append { unsafe takeMarked($0, $1) }
      candidates.keep(reaching: minimum)
    }
  }

  /// Writes the marked documents, ascending, and their sums, which are cleared; returns how many there are.
  private func takeMarked(
    _ documents: UnsafeMutablePointer<DocID>, _ sums: UnsafeMutablePointer<Score>
  ) -> Int {
    let count = unsafe marks.take(from: origin, into: documents)
    for i in 0..<count {
      let place = unsafe Int(documents[i] &- origin)
      unsafe sums[i] = table[place]
      unsafe table[place] = 0
    }
    return count
  }
}

/// Some places of a window, to be had in ascending order.
///
/// A bit for each place, and one for each word of these that has any.
@safe private struct WindowMarks {
  private let words: UnsafeMutablePointer<UInt64>
  private let summary: UnsafeMutablePointer<UInt64>

  private static let wordCount = ScratchMemory.tableCount / 64

  init(_ memory: ScratchMemory) {
    unsafe words = memory.windowMarks
    unsafe summary = words + Self.wordCount
  }

  @inline(__always)
  func insert(_ place: Int) {
    unsafe words[place &>> 6] |= 1 &<< UInt64(place & 63)
    unsafe summary[place &>> 12] |= 1 &<< UInt64(place &>> 6 & 63)
  }

  /// Writes `origin` and each place to `target`, and forgets them; returns how many there were.
  func take(from origin: DocID, into target: UnsafeMutablePointer<DocID>) -> Int {
    var count = 0
    for i in 0..<Self.wordCount / 64 {
      var rest = unsafe summary[i]
      unsafe summary[i] = 0
      while rest != 0 {
        let index = 64 &* i &+ rest.trailingZeroBitCount
        rest &= rest &- 1
        let word = unsafe words[index]
        unsafe words[index] = 0
        // Most have one or two.
        let base = origin &+ DocID(truncatingIfNeeded: index &<< 6)
        let others = word & (word &- 1)
        unsafe target[count] = base &+ DocID(truncatingIfNeeded: word.trailingZeroBitCount)
        unsafe target[count &+ 1] =
          base &+ DocID(truncatingIfNeeded: others.trailingZeroBitCount)
        let many = others & (others &- 1)
        if many != 0 {
          _ = unsafe write_places_of_ones(many, base, target + count + 2)
        }
        count &+= word.nonzeroBitCount
      }
    }
    return count
  }
}
