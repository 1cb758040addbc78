internal import InvertedIndex

/// Counts how often operands stand near one another in documents.
struct ProximityCounter {
  typealias Stretch = ProximityOperand.Stretch

  /// Between neighbours are at most so many words less one.
  let distance: Int
  /// Whether the operands must follow one another.
  let ordered: Bool
  /// Whether all stretches of an operand are equally long: then the nearest before another is the one that begins last.
  let areUniform: Bool

  /// Calls `visit` with each document in which all operands stand together, ascending, and how often.
  ///
  /// - Parameter operands: where each stands, in order of documents.
  func count(_ operands: [[Stretch]], _ visit: (DocID, UInt32) -> Void) {
    guard let first = operands.first else { return }
    var places = [Int](repeating: 0, count: operands.count)
    var own: [ArraySlice<Stretch>] = operands.map { $0[...] }
    while places[0] < first.count {
      let document = first[places[0]].document
      var isInAll = true
      for i in operands.indices {
        let all = operands[i]
        var start = places[i]
        while start < all.count, all[start].document < document { start += 1 }
        var end = start
        while end < all.count, all[end].document == document { end += 1 }
        places[i] = end
        own[i] = all[start..<end]
        isInAll = isInAll && start < end
      }
      guard isInAll else { continue }
      let count = count(in: own)
      if count > 0 { visit(document, UInt32(count)) }
    }
  }

  private func count(in operands: [ArraySlice<Stretch>]) -> Int {
    if operands.count == 2, areUniform { return pairCount(operands[0], operands[1]) }
    let others = Array(operands.dropFirst())
    return operands[0].count {
      ordered ? canFollow($0.end, others[...]) : canJoin($0.start, $0.end, others)
    }
  }

  /// The stretches of `first` that one of `second` stands near to: behind it, or on either side.
  private func pairCount(_ first: ArraySlice<Stretch>, _ second: ArraySlice<Stretch>) -> Int {
    // The first that ends no more before, and the first that begins behind.
    var (before, behind) = (second.startIndex, second.startIndex)
    var count = 0
    for own in first {
      while before < second.endIndex, second[before].end < own.start { before += 1 }
      while behind < second.endIndex, second[behind].start <= own.end { behind += 1 }
      let precedes =
        !ordered && before > second.startIndex && own.start - second[before - 1].end <= distance
      let follows = behind < second.endIndex && second[behind].start - own.end <= distance
      count += precedes || follows ? 1 : 0
    }
    return count
  }

  /// Whether one stretch of each of `others` follows the one before, the first what ends at `end`.
  private func canFollow(_ end: Int, _ others: ArraySlice<ArraySlice<Stretch>>) -> Bool {
    guard let operand = others.first else { return true }
    return operand.contains {
      $0.start > end && $0.start - end <= distance && canFollow($0.end, others.dropFirst())
    }
  }

  /// Whether one stretch of each of `others` can be added to what is joined so far, each next to it.
  private func canJoin(_ start: Int, _ end: Int, _ others: [ArraySlice<Stretch>]) -> Bool {
    guard !others.isEmpty else { return true }
    for (i, operand) in others.enumerated() {
      var rest = others
      rest.remove(at: i)
      for next in operand {
        let follows = next.start > end && next.start - end <= distance
        let precedes = next.end < start && start - next.end <= distance
        guard follows || precedes else { continue }
        if canJoin(min(start, next.start), max(end, next.end), rest) { return true }
      }
    }
    return false
  }
}
