internal import CSIMD
internal import InvertedIndex

/// Which cells of a window of documents may hold one that enters the top.
///
/// For each cell what all clauses can score there is added up; neighbouring cells where that is enough
/// make a run.
@safe struct LiveCells {
  /// The cells of the finest kind in the largest window.
  private static let mostCells = ScratchMemory.largestWindow >> PostingsLayout.leastCellShift

  /// Of so many levels the scores are looked up sooner if the tables for many at once are made first.
  private static let manyLevels = 256

  private let sums: UnsafeMutablePointer<Score>
  private let more: UnsafeMutablePointer<Score>
  private let other: UnsafeMutablePointer<Score>
  /// The levels of a list while they are put together.
  private let levels: UnsafeMutablePointer<UInt8>
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
    unsafe levels = memory.takeBytes(Self.mostCells)
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
    var first: Int?
    var carry: UInt64 = 0
    for base in stride(from: 0, to: cells, by: 64) {
      var live = unsafe numbers_within_64(sums + base, least, most)
      if cells &- base < 64 { live &= (1 &<< UInt64(cells &- base)) &- 1 }
      // Where runs start and end.
      var edges = live ^ (live &<< 1 | carry)
      carry = live &>> 63
      while edges != 0 {
        let cell = base &+ edges.trailingZeroBitCount
        edges &= edges &- 1
        if let start = first { append(start, cell) }
        first = first == nil ? cell : nil
      }
    }
    if let first { append(first, cells) }
  }

  /// Adds the run of cells `first` to before `end`, as far as it lies in the range.
  private mutating func append(_ first: Int, _ end: Int) {
    unsafe starts[count] = max(
      start &+ DocID(truncatingIfNeeded: first &<< shift), range.lowerBound)
    unsafe ends[count] = min(
      start &+ DocID(truncatingIfNeeded: end &<< shift), range.upperBound)
    count &+= unsafe starts[count] < ends[count] ? 1 : 0
  }

  /// Adds what a clause can score in each cell; where it is required, or another was, the sum stays 0
  /// once it is.
  private func addSums(_ clause: BoundClause) {
    let sums = unsafe sums
    unsafe write(clause.lists[0], to: isFirst ? sums : more)
    for i in 1..<clause.lists.count {
      let least = unsafe isFirst ? sums : more
      unsafe write(clause.lists[i], to: other)
      for cell in 0..<cells { unsafe least[cell] = min(least[cell], other[cell]) }
    }
    if isFirst { return }
    let isRequired = clause.isRequired
    unsafe add_to_sums(sums, more, cells, isRequired || hasRequired ? 1 : 0, isRequired ? 1 : 0)
  }

  /// Writes what a list can score in each cell.
  private func write(_ bounds: CellBounds, to target: UnsafeMutablePointer<Score>) {
    let first = Int(start) &>> bounds.shift
    if bounds.shift >= window {
      unsafe target.update(repeating: bounds.scores[Int(bounds.levels[first])], count: cells)
      return
    }
    var own = unsafe bounds.levels + first
    var count = min(1 &<< (window &- bounds.shift), bounds.cells &- first)
    if bounds.shift < shift {
      // The cells of the list are finer: the highest of as many as make one.
      unsafe levels.update(from: own, count: count)
      for _ in bounds.shift..<shift {
        unsafe levels[count] = 0
        count = (count &+ 1) / 2
        unsafe larger_of_pairs(levels, count, levels)
      }
      unsafe own = UnsafePointer(levels)
    }
    let each = 1 &<< max(bounds.shift &- shift, 0)
    if each == 1, count >= Self.manyLevels, has_wide_vectors() != 0 {
      unsafe scores_of_levels_wide(own, count, bounds.scores, target)
    } else {
      unsafe scores_of_levels(own, count, bounds.scores, each, target)
    }
    for cell in count &* each..<cells { unsafe target[cell] = 0 }
  }
}
