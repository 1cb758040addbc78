internal import CSIMD
internal import InvertedIndex

/// Documents in which a phrase is looked for together, and where it may begin in each.
///
/// Word after word the starts are compared with the positions, four by four, so that a document in which
/// words are rare, as most are, needs no branch that could be mispredicted.
@safe struct PhraseBatch: BitwiseCopyable {
  /// The most documents.
  static let capacity = PositionBatch.capacity
  private static let lanes = PositionBatch.lanes
  /// The starts that there is room for at first.
  private static let firstCapacity = lanes * capacity

  /// Those that are left, and the place of each among all.
  let documents: UnsafeMutablePointer<DocID>
  private(set) var count = 0
  private let places: UnsafeMutablePointer<UInt32>
  /// Where the phrase may begin; what is no start equals no position, whatever is added to it.
  private var starts: UnsafeMutablePointer<UInt32>
  private var startCapacity = firstCapacity
  /// Where the starts of each of all documents begin, in steps of four, and the end of the last.
  private let firsts: UnsafeMutablePointer<UInt32>

  /// A batch that works in `memory`, which must outlive it.
  init(memory: ScratchMemory) {
    unsafe documents = memory.take(Self.capacity)
    unsafe places = memory.take(Self.capacity)
    unsafe firsts = memory.take(Self.capacity + 1)
    unsafe starts = memory.take(Self.firstCapacity)
  }

  /// Takes in `count` documents.
  mutating func begin(_ documents: UnsafePointer<DocID>, count: Int) {
    unsafe self.documents.update(from: documents, count: count)
    for i in 0..<count { unsafe places[i] = UInt32(truncatingIfNeeded: i) }
    self.count = count
  }

  /// Takes every position of a word, of which all documents have some, for one at `offset` in the phrase.
  @inline(__always)
  mutating func start(
    _ word: PhraseWord, offset: UInt32, memory: ScratchMemory
  ) {
    if word.batchCount > startCapacity {
      startCapacity = 2 * word.batchCount
      unsafe starts = memory.take(startCapacity)
    }
    for i in stride(from: 0, to: word.batchCount, by: Self.lanes) {
      unsafe starts_of_4(word.batchPositions + i, offset, starts + i)
    }
    unsafe firsts.update(from: word.batch.firsts, count: count &+ 1)
  }

  /// Keeps the starts from which a word stands at `offset`, and the documents that have such; writes how many
  /// each has, also if none, to its place in `frequencies`.
  @inline(__always)
  mutating func keep(
    _ word: PhraseWord, offset: UInt32, frequencies: UnsafeMutablePointer<UInt32>
  ) {
    let (starts, firsts, places, documents) = unsafe (starts, firsts, places, documents)
    let (positions, own) = unsafe (word.batchPositions, word.batch.firsts)
    var kept = 0
    for i in 0..<count {
      let place = unsafe places[i]
      let (first, end) = unsafe (Int(firsts[Int(place)]), Int(firsts[Int(place) &+ 1]))
      let steps = unsafe Int(own[i &+ 1] &- own[i])
      let ownPositions = unsafe positions + Self.lanes &* Int(own[i])
      var found: UInt32 = 0
      if end &- first == 1, steps == 1 {
        found = unsafe keep_starts_4(starts + Self.lanes &* first, offset, ownPositions, 1)
      } else {
        for step in first..<end {
          let four = unsafe starts + Self.lanes &* step
          found &+= unsafe keep_starts_4(four, offset, ownPositions, steps)
        }
      }
      unsafe frequencies[Int(place)] = found
      unsafe places[kept] = place
      unsafe documents[kept] = documents[i]
      kept &+= Int(bitPattern: UInt(bitPattern: 0 &- Int(found)) &>> 63)
    }
    count = kept
  }
}
