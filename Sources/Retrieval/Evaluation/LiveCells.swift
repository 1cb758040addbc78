internal import CSIMD
internal import InvertedIndex

/// Which cells of a window of documents may hold one that enters the top.
///
/// For each cell what all clauses can score there is added up; neighbouring cells where that is enough
/// make a run.
@safe struct LiveCells {
  /// The cells of the finest kind in the largest window.
  private static let mostCells = ScratchMemory.largestWindow >> PostingsLayout.leastCellShift

  private let sums: UnsafeMutablePointer<Score>
  private let more: UnsafeMutablePointer<Score>
  private let other: UnsafeMutablePointer<Score>
  private let starts: UnsafeMutablePointer<DocID>
  private let ends: UnsafeMutablePointer<DocID>
  /// The number of runs.
  private(set) var count = 0
  private var start: DocID = 0
  private var range: Range<DocID> = 0..<0
  private var window = 0
  private var shift = 0
  private var cells = 0
  private var isFirst = true
  private var hasRequired = false

  init(memory: ScratchMemory) {
    unsafe sums = memory.take(Self.mostCells)
    unsafe more = memory.take(Self.mostCells)
    unsafe other = memory.take(Self.mostCells)
    unsafe starts = memory.take(Self.mostCells / 2 + 1)
    unsafe ends = memory.take(Self.mostCells / 2 + 1)
  }

  /// Run `i`, from its first document to before its end.
  @inline(__always)
  subscript(i: Int) -> (start: DocID, end: DocID) { unsafe (starts[i], ends[i]) }

  /// Makes one run of all.
  mutating func takeAll() {
    unsafe starts[0] = range.lowerBound
    unsafe ends[0] = range.upperBound
    count = range.isEmpty ? 0 : 1
  }

  /// Goes to 2^`window` documents from `start` on, in cells of 2^`shift`; outside of `range` nothing is
  /// live.
  mutating func begin(at start: DocID, window: Int, shift: Int, within range: Range<DocID>) {
    self.start = start
    self.range = range
    self.window = window
    self.shift = shift
    cells = 1 &<< (window &- shift)
    isFirst = true
    hasRequired = false
  }

  /// Adds what a clause can score in each cell; clauses that are required come first.
  mutating func add(_ clause: BoundClause) {
    addSums(clause)
    isFirst = false
    hasRequired = hasRequired || clause.isRequired
  }

  /// A sum that about as many cells reach as are `wanted`, and few more.
  func sum(ofBest wanted: Int) -> Score {
    var most: Score = 0
    for cell in 0..<cells { most = max(most, unsafe sums[cell]) }
    let step = most / 64 &+ 1
    var histogram = InlineArray<64, Int>(repeating: 0)
    for cell in 0..<cells { histogram[Int(unsafe sums[cell] / step)] &+= 1 }
    var reached = 0
    var rank = 63
    while rank > 0 {
      reached &+= histogram[rank]
      if reached >= wanted { break }
      rank &-= 1
    }
    return Score(rank) &* step
  }

  /// Finds the runs of cells whose sum is `least` or more, and less than `most`.
  mutating func collect(from least: Score, below most: Score) {
    count = 0
    var cell = 0
    func isLive(_ cell: Int) -> Bool { unsafe sums[cell] >= least && sums[cell] < most }
    while cell < cells {
      while cell < cells, !isLive(cell) { cell &+= 1 }
      guard cell < cells else { return }
      let first = cell
      while cell < cells, isLive(cell) { cell &+= 1 }
      unsafe starts[count] = max(
        start &+ DocID(truncatingIfNeeded: first &<< shift), range.lowerBound)
      unsafe ends[count] = min(
        start &+ DocID(truncatingIfNeeded: cell &<< shift), range.upperBound)
      count &+= unsafe starts[count] < ends[count] ? 1 : 0
    }
  }

  /// Adds what a clause can score in each cell; where it is required, or another was, the sum stays 0
  /// once it is.
  private func addSums(_ clause: BoundClause) {
    let sums = unsafe sums
    unsafe write(clause.lists[0], to: isFirst ? sums : more)
    for list in clause.lists.dropFirst() {
      let least = unsafe isFirst ? sums : more
      unsafe write(list, to: other)
      for cell in 0..<cells { unsafe least[cell] = min(least[cell], other[cell]) }
    }
    if isFirst { return }
    if clause.isRequired {
      for cell in 0..<cells {
        let (sum, more) = unsafe (sums[cell], more[cell])
        unsafe sums[cell] = sum == 0 || more == 0 ? 0 : sum &+ more
      }
    } else if hasRequired {
      for cell in 0..<cells {
        unsafe sums[cell] = sums[cell] == 0 ? 0 : sums[cell] &+ more[cell]
      }
    } else {
      for cell in 0..<cells { unsafe sums[cell] &+= more[cell] }
    }
  }

  /// Writes what a list can score in each cell.
  private func write(_ bounds: CellBounds, to target: UnsafeMutablePointer<Score>) {
    let first = Int(start) &>> bounds.shift
    if bounds.shift >= window {
      unsafe target.update(repeating: bounds.scores[Int(bounds.levels[first])], count: cells)
      return
    }
    if bounds.shift < shift {
      // The cells of the list are finer.
      let each = 1 &<< (shift &- bounds.shift)
      for cell in 0..<cells {
        let own = first &+ cell &* each
        let count = min(each, bounds.cells &- own)
        unsafe target[cell] =
          count > 0 ? bounds.scores[Int(largest_byte(bounds.levels + own, count))] : 0
      }
      return
    }
    let each = 1 &<< (bounds.shift &- shift)
    let levels = unsafe bounds.levels + first
    let count = min(cells / each, bounds.cells &- first)
    for own in 0..<count {
      let score = unsafe bounds.scores[Int(levels[own])]
      for cell in own &* each..<own &* each &+ each { unsafe target[cell] = score }
    }
    for cell in count &* each..<cells { unsafe target[cell] = 0 }
  }
}
