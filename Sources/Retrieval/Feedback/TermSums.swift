internal import InvertedIndex

/// A term by its number in the vectors of one segment.
struct NumberedTerm: Hashable, BitwiseCopyable {
  let segment: Int
  let number: UInt32
}

/// Sums of what terms weigh in several documents.
///
/// Sums are whole numbers of 2⁻⁴⁰, so they are the same in every order: that of documents, and that of
/// segments. A table of twice as many places as terms, each term at the first free one from its hash.
/// - Complexity: about 5 ns a term of a document.
struct TermSums {
  /// The units of a weight of 1; 2²³ of these are summed without overflow.
  static let unit = 0x1p40

  /// The sum for one term.
  struct Sum {
    let term: NumberedTerm
    var weight: UInt64
    /// The number of documents that hold it.
    var documents: Int
  }

  /// The sums, in the order in which terms were first met.
  private(set) var sums: [Sum] = []
  /// One more than the place in `sums`, or 0.
  private var places = [UInt32](repeating: 0, count: 4_096)

  /// Adds `weight`, 0 or more, to the sum for `term`.
  mutating func add(_ term: NumberedTerm, _ weight: Double) {
    let units = UInt64(weight * Self.unit)
    if sums.count * 2 >= places.count { grow() }
    let place = self.place(of: term)
    if places[place] == 0 {
      sums.append(Sum(term: term, weight: units, documents: 1))
      places[place] = UInt32(sums.count)
    } else {
      sums[Int(places[place]) - 1].weight &+= units
      sums[Int(places[place]) - 1].documents += 1
    }
  }

  private func place(of term: NumberedTerm) -> Int {
    let key = UInt64(term.number) | UInt64(truncatingIfNeeded: term.segment) << 32
    var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (places.count - 1)
    while places[place] != 0, sums[Int(places[place]) - 1].term != term {
      place = (place + 1) & (places.count - 1)
    }
    return place
  }

  private mutating func grow() {
    places = [UInt32](repeating: 0, count: places.count * 2)
    for (i, sum) in sums.enumerated() { places[place(of: sum.term)] = UInt32(i + 1) }
  }
}
