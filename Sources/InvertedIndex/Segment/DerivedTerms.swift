/// The terms that are derived from others (their stems), in order, each with what it comes from.
struct DerivedTerms {
  private var table = TermTable()
  private var order: [UInt32] = []
  private var starts: [Int] = []
  private var members: [UInt32] = []

  init(
    of terms: TermTable, order: [UInt32], schema: IndexSchema, _ derive: SegmentBuilder.Derivation
  ) {
    var derivedNumbers = [UInt32](repeating: .max, count: terms.count)
    var derived: [UInt8] = []
    for number in order {
      let key = terms.key(number)
      guard let field = key.first, let target = schema.field(field)?.derived else { continue }
      derived.removeAll(keepingCapacity: true)
      let isDerived = unsafe key.dropFirst().withUnsafeBufferPointer {
        unsafe derive(field, $0, &derived)
      }
      guard isDerived, !derived.isEmpty else { continue }
      derivedNumbers[Int(number)] = unsafe derived.withUnsafeBufferPointer {
        unsafe table.number(field: target, term: $0)
      }
    }
    starts = [Int](repeating: 0, count: table.count + 1)
    for number in derivedNumbers where number != .max { starts[Int(number) + 1] += 1 }
    for i in 0..<table.count { starts[i + 1] += starts[i] }
    members = [UInt32](repeating: 0, count: starts[table.count])
    var next = starts
    for number in order where derivedNumbers[Int(number)] != .max {
      let group = Int(derivedNumbers[Int(number)])
      members[next[group]] = number
      next[group] += 1
    }
    self.order = table.sortedNumbers()
  }

  /// The number of derived terms.
  var count: Int { order.count }
  /// The key of the derived term `i`, in ascending order of keys.
  func key(_ i: Int) -> ArraySlice<UInt8> { table.key(order[i]) }
  /// The numbers of the terms that the derived term `i` comes from.
  func sources(_ i: Int) -> ArraySlice<UInt32> {
    members[starts[Int(order[i])]..<starts[Int(order[i]) + 1]]
  }
}
