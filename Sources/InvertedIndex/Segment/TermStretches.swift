/// The terms of several runs, cut into stretches of about equal cost: which of each run's terms belong to
/// which stretch.
struct TermStretches {
  /// The proposals of which a bound of stretches is chosen.
  private static let proposalsEach = 8

  /// How many there are.
  let count: Int
  private let runs: Int
  /// The first place of every run in the first stretch, then in the second, and so on, and their ends.
  private let places: [UInt32]

  /// Stretches of about `cost`; a term costs its occurrences, or those that it is derived from, and `termCost`.
  ///
  /// Every run proposes keys at equal distances in its own cost; of all proposals in order, every so
  /// manieth is a bound.
  /// - Parameter hasRead: called with the number of each run when its terms have been gone through.
  /// - Complexity: linear in the terms of the runs.
  init(_ runs: [RunView], cost: Int, termCost: Int, hasRead: (Int) -> Void) {
    var proposals: [TermKey] = []
    for (i, run) in runs.enumerated() {
      Self.propose(of: run, step: max(1, cost / Self.proposalsEach), termCost, &proposals)
      hasRead(i)
    }
    proposals.sort { $0.precedes($1) }
    var bounds: [TermKey] = []
    for i in stride(from: Self.proposalsEach, to: proposals.count, by: Self.proposalsEach)
    where bounds.last != proposals[i] {
      bounds.append(proposals[i])
    }
    self.runs = runs.count
    count = bounds.count + 1
    var places = [UInt32](repeating: 0, count: (count + 1) * runs.count)
    for (i, run) in runs.enumerated() {
      for (stretch, bound) in bounds.enumerated() {
        places[(stretch + 1) * runs.count + i] = UInt32(run.lowerBound(bound))
      }
      places[count * runs.count + i] = UInt32(run.count)
      hasRead(i)
    }
    self.places = places
  }

  /// The places of the terms of run `run` in `stretch`.
  func places(of stretch: Int, run: Int) -> Range<Int> {
    Int(places[stretch * runs + run])..<Int(places[(stretch + 1) * runs + run])
  }

  /// Appends keys of `run` that are `step` apart in cost.
  private static func propose(
    of run: RunView, step: Int, _ termCost: Int, _ proposals: inout [TermKey]
  ) {
    var rest = step / 2
    for i in 0..<run.count {
      rest -= run.occurrenceCount(of: run[i]) + termCost
      while rest < 0 {
        proposals.append(run[i].key)
        rest += step
      }
    }
  }
}
