/// The ordinals that terms of several runs got in the segment, kept where a term may have aliases.
///
/// A term is known by the first run that has it and its place there. Runs are joined in the order of
/// their terms, so both the places of a run and the ordinals ascend: eight bytes for each term.
struct TermOrdinals {
  private let isNeeded: [Bool]
  private var places: [[UInt32]]
  private var ordinals: [[UInt32]]

  /// No ordinals yet of the terms of so many runs.
  init(runs: Int, schema: IndexSchema) {
    isNeeded = (0..<UInt8(32)).map { schema.field($0).map { !$0.derived.isEmpty } ?? false }
    places = [[UInt32]](repeating: [], count: runs)
    ordinals = places
  }

  /// Takes down the ordinal of a term of `field`, which follows those of the run before.
  mutating func append(_ ordinal: Int, run: Int, term: Int, field: UInt8) {
    guard isNeeded[Int(field)] else { return }
    places[run].append(UInt32(truncatingIfNeeded: term))
    ordinals[run].append(UInt32(truncatingIfNeeded: ordinal))
  }

  /// The ordinal of the term at that place, which was taken down; traps if it was not.
  ///
  /// - Complexity: logarithmic in the terms of the run.
  subscript(run run: Int, term term: Int) -> UInt32 {
    let places = places[run]
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < term { low = middle + 1 } else { high = middle }
    }
    precondition(low < places.count && places[low] == term, "a term that was written")
    return ordinals[run][low]
  }
}
