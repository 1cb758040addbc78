internal import Analysis
internal import InvertedIndex

/// The terms of a snapshot that a prefix, a fuzzy term or a stem stands for.
struct TermExpansion {
  private let snapshot: IndexSnapshot

  init(_ snapshot: IndexSnapshot) { self.snapshot = snapshot }

  /// The terms that begin with `prefix` or, if it is a character, end with it, in order.
  ///
  /// - Complexity: linear in them; for a character in the terms of the field.
  func terms(prefix: TermPrefix) throws(IndexError) -> [[UInt8]] {
    guard let field = IndexedField(prefix.field) else { return [] }
    var terms: Set<[UInt8]> = []
    for view in snapshot.segments {
      let start = prefix.isCharacter ? [] : prefix.bytes
      try view.segment.forEachTerm(field: field.rawValue, prefix: start) { term in
        if prefix.matches(term) { terms.insert(Array(term)) }
        return true
      }
    }
    return terms.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The terms within `term.distance` edits, nearest first.
  ///
  /// An edit inserts, deletes or replaces a scalar or swaps two neighbours.
  ///
  /// - Complexity: linear in the terms of the field; most are told from the wanted one by their length and letters.
  func terms(fuzzy term: FuzzyTerm) throws(IndexError) -> [[UInt8]] {
    guard let field = IndexedField(term.field) else { return [] }
    let wanted = Array(String(decoding: term.exact, as: UTF8.self).unicodeScalars)
    let letters = Letters(term.exact[...])
    var distances: [[UInt8]: Int] = [:]
    for view in snapshot.segments {
      try view.segment.forEachTerm(field: field.rawValue, prefix: []) { bytes in
        guard letters.mayBecome(Letters(bytes), edits: term.distance) else { return true }
        let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        let distance = EditDistance.between(wanted, scalars, atMost: term.distance)
        if let distance { distances[Array(bytes)] = distance }
        return true
      }
    }
    let sorted = distances.sorted { a, b in
      a.value != b.value ? a.value < b.value : a.key.lexicographicallyPrecedes(b.key)
    }
    return sorted.map(\.key)
  }

  /// The exact terms that have the stem of `term`, itself among them, in order; itself alone if it has no stem.
  ///
  /// Looked for among the terms that begin as the stem does but for its last letter, so a form that departs earlier
  /// ("lying" of "lie") is not found.
  func terms(withStemOf term: QueryTerm, by analyzer: Analyzer) throws(IndexError) -> [[UInt8]] {
    guard let field = IndexedField(term.field), let wanted = term.stem,
      let stemmer = analyzer.makeStemmer()
    else { return [term.exact] }
    var terms: Set<[UInt8]> = [term.exact]
    var stem: [UInt8] = []
    let common = wanted.prefix(max(2, wanted.count - 1))
    for view in snapshot.segments {
      try view.segment.forEachTerm(field: field.rawValue, prefix: Array(common)) { bytes in
        if !analyzer.isStopWord(bytes) {
          unsafe bytes.withUnsafeBufferPointer { unsafe stemmer.stem($0, into: &stem) }
          if stem == wanted { terms.insert(Array(bytes)) }
        }
        return true
      }
    }
    return terms.sorted { $0.lexicographicallyPrecedes($1) }
  }
}

/// The length of a word and which letters it has, as a set of 64: a quick way to see that two words are far apart.
private struct Letters {
  private let count: Int
  private var set: UInt64 = 0
  private var isASCII = true

  init(_ bytes: ArraySlice<UInt8>) {
    count = bytes.count
    for byte in bytes {
      set |= 1 << UInt64(byte & 63)
      isASCII = isASCII && byte < 0x80
    }
  }

  /// Whether so many edits may make one word the other.
  ///
  /// An edit takes a scalar away, adds one, or both; a scalar has at most four bytes.
  func mayBecome(_ other: Letters, edits: Int) -> Bool {
    let most = isASCII && other.isASCII ? edits : 4 * edits
    return abs(count - other.count) <= most && (set & ~other.set).nonzeroBitCount <= most
      && (other.set & ~set).nonzeroBitCount <= most
  }
}

/// The number of edits between two words.
enum EditDistance {
  /// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`, or nil if
  /// more than `most` are needed.
  ///
  /// The optimal string alignment distance; O(|a| · |b|) time, three rows of memory.
  static func between(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], atMost most: Int) -> Int? {
    guard abs(a.count - b.count) <= most else { return nil }
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        row[j] = min(replaced, last[j] + 1, row[j - 1] + 1)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      if (row.min() ?? 0) > most { return nil }
      (beforeLast, last) = (last, row)
    }
    return last[b.count] <= most ? last[b.count] : nil
  }
}
