internal import Bytes

/// Walks the terms of a dictionary in ascending order.
struct TermCursor {
  private let dictionary: TermDictionary
  /// The key of the term that `next` returned last.
  private(set) var key: [UInt8] = []
  /// The ordinal of the term that `next` will return.
  private(set) var ordinal: Int
  private var offset = 0
  private var postingsOffset = 0
  private var positionsOffset = 0

  /// A cursor before the first term of `block`.
  init(_ dictionary: TermDictionary, block: Int = 0) {
    self.dictionary = dictionary
    ordinal = block * TermDictionaryWriter.blockCount
    key.reserveCapacity(TermDictionaryWriter.longestKey)
  }

  /// A cursor before the first term that is not before `key`.
  init(_ dictionary: TermDictionary, from key: [UInt8]) throws(IndexError) {
    self.init(dictionary, block: try dictionary.block(holding: key))
    var ahead = self
    while try ahead.next() != nil, ahead.key.lexicographicallyPrecedes(key) { self = ahead }
  }

  /// Goes to the next term: its key is `key` then; nil after the last.
  mutating func next() throws(IndexError) -> TermInfo? {
    guard ordinal < dictionary.count else { return nil }
    let terms = unsafe dictionary.terms
    if ordinal % TermDictionaryWriter.blockCount == 0 {
      offset = try dictionary.offset(ofBlock: ordinal / TermDictionaryWriter.blockCount)
      postingsOffset = unsafe VariableByte.read(terms, &offset)
      positionsOffset = unsafe VariableByte.read(terms, &offset)
      key.removeAll(keepingCapacity: true)
      let length = unsafe VariableByte.read(terms, &offset)
      appendToKey(length)
    } else {
      let head = Int(unsafe terms.load(fromByteOffset: offset, as: UInt8.self))
      offset += 1
      var shared = head >> 4
      var rest = head & 15
      if shared == 15 { shared += unsafe VariableByte.read(terms, &offset) }
      if rest == 15 { rest += unsafe VariableByte.read(terms, &offset) }
      key.removeLast(key.count - shared)
      appendToKey(rest)
    }
    ordinal += 1
    return readInfo()
  }

  private mutating func appendToKey(_ count: Int) {
    unsafe key.append(
      contentsOf: UnsafeRawBufferPointer(start: dictionary.terms + offset, count: count))
    offset += count
  }

  private mutating func readInfo() -> TermInfo {
    dictionary.readInfo(
      field: key[0], at: &offset, postings: &postingsOffset, positions: &positionsOffset)
  }
}
