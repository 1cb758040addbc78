internal import InvertedIndex

/// Finds the occurrences of a phrase in a document, from the positions of its words.
@safe final class PhraseMatcher {
  /// The cursors of the distinct words; all must stand on the document that is asked about.
  var cursors: [PostingsCursor]
  /// For each place of the phrase: which cursor, and the offset from the first word.
  private let places: [(cursor: Int, offset: UInt32)]
  private let slop: Int
  private let lengths: UnsafePointer<UInt16>?
  private let titleLengths: DocumentNumbers?
  private var positions: [[UInt32]]
  /// The document that `positions` are of.
  private var readFor: [DocID]
  private var starts: [UInt32] = []

  /// A matcher in segment `i`, or nil if a word is missing there.
  init?(_ plan: PhrasePlan, segment: Segment, index i: Int) throws(IndexError) {
    var cursors: [PostingsCursor] = []
    var places: [(cursor: Int, offset: UInt32)] = []
    var seen: [Int] = []
    let memory = CursorMemory()
    for (w, word) in plan.words.enumerated() {
      guard let list = word.lists[i] else { return nil }
      // A word that comes twice is read once.
      let same = seen.firstIndex { plan.words[$0].key == word.key }
      if same == nil {
        seen.append(w)
        cursors.append(PostingsCursor(list, memory: memory))
      }
      places.append((same ?? cursors.count - 1, UInt32(word.offset)))
    }
    self.cursors = cursors
    self.places = places
    slop = plan.slop
    unsafe lengths = plan.isText ? segment.lengths : nil
    titleLengths = plan.titleOnly ? try segment.titleLengths() : nil
    positions = [[UInt32]](repeating: [], count: cursors.count)
    readFor = [DocID](repeating: .end, count: cursors.count)
  }

  /// The largest frequency that the phrase can have in the document, which all cursors stand on.
  func mostFrequent() -> UInt32 {
    var least = UInt32.max
    for i in cursors.indices { least = min(least, cursors[i].frequency()) }
    // With slop an occurrence may begin at any word.
    return slop == 0 ? least : least &* UInt32(places.count)
  }

  /// How often the phrase occurs in the document, which all cursors stand on.
  func frequency() -> UInt32 { UInt32(occurrences().count) }

  /// The positions where the phrase begins in the document, which all cursors stand on.
  func occurrences() -> [UInt32] {
    // The rarest word goes first: it leaves least to compare.
    var rarest = 0
    for place in places.indices
    where cursors[places[place].cursor].frequency()
      < cursors[places[rarest].cursor].frequency()
    {
      rarest = place
    }
    if slop > 0 { return sloppyOccurrences() }
    read(places[rarest].cursor)
    let offset = places[rarest].offset
    starts.removeAll(keepingCapacity: true)
    for position in positions[places[rarest].cursor] where position >= offset {
      starts.append(position - offset)
    }
    for (place, (cursor, offset)) in places.enumerated() where place != rarest {
      guard !starts.isEmpty else { return [] }
      read(cursor)
      keepStarts(with: positions[cursor], at: offset)
    }
    return inTitle(starts, length: places.map(\.offset).max() ?? 0)
  }

  /// Reads the positions of a word in the document it stands on, once.
  private func read(_ cursor: Int) {
    guard readFor[cursor] != cursors[cursor].document else { return }
    readFor[cursor] = cursors[cursor].document
    let count = Int(cursors[cursor].frequency())
    positions[cursor].removeAll(keepingCapacity: true)
    positions[cursor].append(contentsOf: repeatElement(0, count: count))
    unsafe positions[cursor].withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      unsafe cursors[cursor].readPositions(lengths: lengths, into: base)
    }
  }

  /// Keeps the starts that have a position at `offset` from them; a merge of two ascending runs.
  private func keepStarts(with positions: [UInt32], at offset: UInt32) {
    var kept = 0
    var next = 0
    for i in starts.indices {
      let wanted = starts[i] + offset
      while next < positions.count, positions[next] < wanted { next += 1 }
      guard next < positions.count else { break }
      if positions[next] == wanted {
        starts[kept] = starts[i]
        kept += 1
      }
    }
    starts.removeLast(starts.count - kept)
  }

  /// Where the words stand in a stretch that `slop` moves make the phrase: one for each word that
  /// can begin such a stretch, in ascending order.
  ///
  /// A word at position p that belongs at offset o is moved to p − o; the words of an occurrence
  /// are moved to places at most `slop` apart.
  private func sloppyOccurrences() -> [UInt32] {
    for cursor in cursors.indices { read(cursor) }
    let moved = places.map { place in
      positions[place.cursor].map { Int($0) - Int(place.offset) }
    }
    var next = [Int](repeating: 0, count: moved.count)
    var found: [UInt32] = []
    while true {
      var first = 0
      var last = Int.min
      for place in moved.indices {
        if moved[place][next[place]] < moved[first][next[first]] { first = place }
        last = max(last, moved[place][next[place]])
      }
      let start = moved[first][next[first]]
      if last - start <= slop, areDistinct(next) {
        found.append(UInt32(max(start, 0)))
      }
      next[first] += 1
      if next[first] == moved[first].count {
        return inTitle(found, length: places.map(\.offset).max() ?? 0)
      }
    }
  }

  /// Whether no position serves two places of the phrase.
  private func areDistinct(_ next: [Int]) -> Bool {
    for a in places.indices {
      for b in 0..<a
      where places[a].cursor == places[b].cursor && next[a] == next[b]
        && places[a].offset != places[b].offset
      {
        return false
      }
    }
    return true
  }

  private func inTitle(_ starts: [UInt32], length: UInt32) -> [UInt32] {
    guard let titleLengths, let document = cursors.first?.document else { return starts }
    let end = titleLengths[document] ?? 0
    return starts.filter { Int64($0) + Int64(length) < end }
  }
}
