internal import Bytes

extension RunTerms {
  /// The terms of `table` in `order`, which have so many occurrences each, and among them those that
  /// `derive` gives, each with what it comes from.
  init(
    _ table: TermTable, order: [UInt32], counts: [UInt32], schema: IndexSchema,
    _ derive: SegmentBuilder.Derivation
  ) {
    var derived = unsafe DerivedTerms(of: table, order: order, schema: schema, derive)
    let total = order.count + derived.count
    let block = MemoryBlock(count: total * MemoryLayout<RunTerm>.stride)
    let entries = unsafe block.base.bindMemory(to: RunTerm.self, capacity: max(total, 1))
    var tails = table.tailBytes
    let derivedTails = tails.count
    tails += derived.table.tailBytes
    var next = 0
    var nextDerived = 0
    // Where each term of the table has come to stand among the derived ones.
    var places = [UInt32](repeating: 0, count: order.count)
    func appendDerived(_ i: Int) {
      let number = Int(derived.order[i])
      let tail = derived.table.tails[number]
      unsafe (entries + next).initialize(
        to: RunTerm(
          key: derived.table.keys[number],
          tail: TermTail(offset: tail.offset + derivedTails, count: tail.count),
          first: derived.starts[number], count: derived.starts[number + 1] - derived.starts[number],
          isDerived: true))
      next += 1
    }
    var first = 0
    for (i, number) in order.enumerated() {
      while nextDerived < derived.count,
        derived.isBefore(derived.order[nextDerived], number, of: table)
      {
        appendDerived(nextDerived)
        nextDerived += 1
      }
      places[i] = UInt32(next)
      unsafe (entries + next).initialize(
        to: RunTerm(
          key: table.keys[Int(number)], tail: table.tails[Int(number)], first: first,
          count: Int(counts[i]), isDerived: false))
      next += 1
      first += Int(counts[i])
    }
    while nextDerived < derived.count {
      appendDerived(nextDerived)
      nextDerived += 1
    }
    for i in derived.members.indices { derived.members[i] = places[Int(derived.members[i])] }
    self.init(
      entries: RunBytes(block, count: block.count), sources: RunBytes(copying: derived.members),
      tails: RunBytes(copying: tails))
  }
}

/// The terms that are derived from others (their stems), each with what it comes from.
private struct DerivedTerms {
  var table = TermTable()
  /// The numbers of the derived terms in the order of their keys.
  var order: [UInt32] = []
  /// Where the members of every number start, and the end.
  var starts: [Int] = []
  /// What the terms come from: places in the order of the terms.
  var members: [UInt32] = []

  var count: Int { order.count }

  init(
    of terms: TermTable, order: [UInt32], schema: IndexSchema, _ derive: SegmentBuilder.Derivation
  ) {
    let targets = (0..<UInt8(32)).map { schema.field($0)?.derived ?? [] }
    guard targets.contains(where: { !$0.isEmpty }) else {
      starts = [0]
      return
    }
    // A term whose occurrences count several times is a member as often.
    var links: [(number: UInt32, member: UInt32)] = []
    links.reserveCapacity(terms.count)
    var key: [UInt8] = []
    var derived: [UInt8] = []
    for (i, number) in order.enumerated() {
      let field = terms.keys[Int(number)].field
      guard !targets[Int(field)].isEmpty else { continue }
      key.removeAll(keepingCapacity: true)
      terms.appendBytes(of: number, to: &key)
      derived.removeAll(keepingCapacity: true)
      let isDerived = unsafe key.withUnsafeBufferPointer {
        unsafe derive(field, UnsafeBufferPointer(rebasing: $0.dropFirst()), &derived)
      }
      guard isDerived, !derived.isEmpty else { continue }
      for target in targets[Int(field)] {
        let number = unsafe derived.withUnsafeBufferPointer {
          unsafe table.number(field: target.field, term: $0)
        }
        for _ in 0..<target.times { links.append((number, UInt32(i))) }
      }
    }
    starts = [Int](repeating: 0, count: table.count + 1)
    for link in links { starts[Int(link.number) + 1] += 1 }
    for i in 0..<table.count { starts[i + 1] += starts[i] }
    members = [UInt32](repeating: 0, count: starts[table.count])
    var next = starts
    for link in links {
      members[next[Int(link.number)]] = link.member
      next[Int(link.number)] += 1
    }
    self.order = table.sortedNumbers()
  }

  /// Whether the derived term of that number is before the term `other` of `terms`.
  func isBefore(_ number: UInt32, _ other: UInt32, of terms: TermTable) -> Bool {
    let a = table.keys[Int(number)]
    let b = terms.keys[Int(other)]
    if a != b || !a.isCut { return a.precedes(b) }
    return unsafe table.tailBytes.withUnsafeBytes { mine in
      unsafe terms.tailBytes.withUnsafeBytes { others in
        unsafe table.tails[Int(number)].bytes(in: mine)
          .lexicographicallyPrecedes(terms.tails[Int(other)].bytes(in: others))
      }
    }
  }
}
