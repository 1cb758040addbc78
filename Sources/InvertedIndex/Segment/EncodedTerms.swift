internal import Bytes

/// The terms of a stretch of the dictionary, encoded, in order.
struct EncodedTerms {
  struct Entry {
    /// The run that `term` is of.
    let run: UInt32
    /// The entry of the run that tells the key.
    let term: UInt32
    /// What this stands for, if it is an alias: the entry of the same run that it comes from.
    var source: UInt32?
    /// Its head in the dictionary, unless it is an alias, and the bytes of its numbers there.
    var head = TermHead(byte: 0)
    var numberBytes: UInt32 = 0
    /// The number of documents.
    var documentFrequency: UInt32 = 0
    /// The number of occurrences.
    var totalFrequency = 0
    var postingsBytes = 0
    var positionsBytes = 0
  }

  var entries: [Entry] = []
  /// The numbers of all in the dictionary, one after the other.
  var numbers = ByteWriter()
  var postings: [UInt8] = []
  let positions: WaitingPositions

  /// No terms; a file for their positions would be at `path`.
  init(positionsPath path: String) { positions = WaitingPositions(path: path) }
}
