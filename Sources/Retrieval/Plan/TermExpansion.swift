internal import InvertedIndex

/// The terms of a snapshot that a prefix or a fuzzy term stands for.
struct TermExpansion {
  private let snapshot: IndexSnapshot

  init(_ snapshot: IndexSnapshot) { self.snapshot = snapshot }

  /// The terms that begin with `prefix`, at most `QueryPlanner.mostExpansions`, in order.
  func terms(prefix: TermPrefix) throws(IndexError) -> [[UInt8]] {
    guard let field = IndexedField(prefix.field) else { return [] }
    var terms: Set<[UInt8]> = []
    for view in snapshot.segments {
      var taken = 0
      try view.segment.forEachTerm(field: field.rawValue, prefix: prefix.bytes) { term in
        terms.insert(Array(term))
        taken += 1
        return taken < QueryPlanner.mostExpansions
      }
    }
    let sorted = terms.sorted { $0.lexicographicallyPrecedes($1) }
    return Array(sorted.prefix(QueryPlanner.mostExpansions))
  }

  /// The terms within `term.distance` edits, nearest first, at most `QueryPlanner.mostExpansions`.
  ///
  /// An edit inserts, deletes or replaces a scalar or swaps two neighbours; the first scalar must
  /// agree, which keeps the walk to a part of the dictionary and names from drifting apart.
  func terms(fuzzy term: FuzzyTerm) throws(IndexError) -> [[UInt8]] {
    guard let field = IndexedField(term.field) else { return [] }
    let wanted = Array(String(decoding: term.exact, as: UTF8.self).unicodeScalars)
    guard let first = wanted.first else { return [] }
    var distances: [[UInt8]: Int] = [:]
    for view in snapshot.segments {
      try view.segment.forEachTerm(field: field.rawValue, prefix: Array(String(first).utf8)) {
        bytes in
        if abs(bytes.count - term.exact.count) <= 4 * term.distance {
          let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
          let distance = EditDistance.between(wanted, scalars, atMost: term.distance)
          if let distance { distances[Array(bytes)] = distance }
        }
        return true
      }
    }
    let sorted = distances.sorted { a, b in
      a.value != b.value ? a.value < b.value : a.key.lexicographicallyPrecedes(b.key)
    }
    return sorted.prefix(QueryPlanner.mostExpansions).map(\.key)
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
