internal import Bytes

/// The pairs of common words in a stretch of documents: for each pair its documents and how often it
/// is there.
///
/// Memory: about two bytes for each pair in each document, and four for each two words.
struct PairPostings: Sendable {
  /// The document before the first of the stretch.
  private let before: DocID
  /// Where the documents of each pair start in `bytes`, and the end of all.
  private var starts: [UInt32] = [0]
  /// For each document twice the distance from the one before, one more if a count follows; without,
  /// the pair is there once.
  private var bytes = ByteWriter()
  private var last: DocID

  /// No postings yet, with room for so many pairs, of documents after `before`.
  init(pairs: Int, after before: DocID) {
    self.before = before
    last = before
    starts.reserveCapacity(pairs + 1)
  }

  /// Adds a document of the pair at hand, after those that it has.
  mutating func append(_ document: DocID, count: UInt32) {
    let distance = Int(document &- last) << 1
    bytes.writeVariable(count > 1 ? distance | 1 : distance)
    if count > 1 { bytes.writeVariable(Int(count)) }
    last = document
  }

  /// Ends the pair at hand and starts the next.
  mutating func endPair() {
    starts.append(UInt32(bytes.count))
    last = before
  }

  /// Whether a document has the pair.
  func has(_ pair: Int) -> Bool { starts[pair] < starts[pair + 1] }

  /// Calls `body` with each document of a pair and how often it is there.
  func forEach(ofPair pair: Int, _ body: (DocID, UInt32) -> Void) {
    unsafe bytes.bytes[Int(starts[pair])..<Int(starts[pair + 1])].withUnsafeBytes { bytes in
      var reader = unsafe ByteReader(bytes)
      var document = before
      while !reader.isAtEnd {
        let distance = reader.readVariable()
        document = document &+ DocID(truncatingIfNeeded: distance >> 1)
        let count = distance & 1 == 1 ? UInt32(truncatingIfNeeded: reader.readVariable()) : 1
        body(document, count)
      }
    }
  }
}
