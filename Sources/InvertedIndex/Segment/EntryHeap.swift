/// The next entries of several runs, the least on top: a binary heap by key, then by run.
struct EntryHeap {
  /// An entry of a run.
  struct Entry {
    let run: Int
    let place: Int
    let term: RunTerm
  }

  private let runs: [RunView]
  private var heap: [Entry] = []
  private var ends: [Int]

  init(_ runs: [RunView]) {
    self.runs = runs
    ends = runs.map(\.count)
  }

  /// Starts with the entries of `stretch`.
  mutating func begin(_ stretch: Int, of stretches: TermStretches) {
    heap.removeAll(keepingCapacity: true)
    for (run, terms) in runs.enumerated() {
      let places = stretches.places(of: stretch, run: run)
      ends[run] = places.upperBound
      if let first = places.first {
        heap.append(Entry(run: run, place: first, term: terms[first]))
      }
    }
    for i in stride(from: heap.count / 2 - 1, through: 0, by: -1) { siftDown(from: i) }
  }

  /// The least entry, or nil if there are no more.
  var least: Entry? { heap.first }

  /// Goes on from the least entry to the next of its run.
  mutating func advance() {
    let entry = heap[0]
    let place = entry.place + 1
    if place < ends[entry.run] {
      heap[0] = Entry(run: entry.run, place: place, term: runs[entry.run][place])
    } else {
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
    }
    siftDown(from: 0)
  }

  /// Whether both entries have the same key.
  @inline(__always)
  func isSame(_ a: Entry, _ b: Entry) -> Bool {
    runs[a.run].equals(a.term, b.term, of: runs[b.run])
  }

  @inline(__always)
  private func precedes(_ a: Entry, _ b: Entry) -> Bool {
    if a.term.key != b.term.key { return a.term.key.precedes(b.term.key) }
    if a.term.key.isCut {
      if runs[a.run].precedes(a.term, b.term, of: runs[b.run]) { return true }
      if runs[b.run].precedes(b.term, a.term, of: runs[a.run]) { return false }
    }
    return a.run < b.run
  }

  private mutating func siftDown(from start: Int) {
    var i = start
    while true {
      var least = i
      let child = 2 * i + 1
      if child < heap.count, precedes(heap[child], heap[least]) { least = child }
      if child + 1 < heap.count, precedes(heap[child + 1], heap[least]) { least = child + 1 }
      if least == i { return }
      heap.swapAt(i, least)
      i = least
    }
  }
}
