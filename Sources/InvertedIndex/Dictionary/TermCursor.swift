/// Walks the terms of a dictionary in ascending order.
struct TermCursor {
  private let dictionary: TermDictionary
  /// The key of the term that `next` returned last.
  private(set) var key: [UInt8] = []
  /// The ordinal of the term that `next` will return.
  private(set) var ordinal: Int
  /// Where it stands in its block, once it is in one.
  private var place: (block: TermBlock, walk: TermWalk, keyOffset: Int)?

  /// A cursor before the first term of `block`.
  init(_ dictionary: TermDictionary, block: Int = 0) {
    self.dictionary = dictionary
    ordinal = block * TermDictionaryWriter.blockCount
    key.reserveCapacity(TermDictionaryWriter.longestKey)
  }

  /// A cursor before the first term that is not before `key`.
  init(_ dictionary: TermDictionary, from key: [UInt8]) throws(IndexError) {
    let block = try unsafe key.withUnsafeBufferPointer { (key) throws(IndexError) in
      unsafe try dictionary.number(ofBlockHolding: DictionaryKey(UnsafeRawBufferPointer(key)))
    }
    self.init(dictionary, block: block)
    var ahead = self
    while try ahead.next() != nil, ahead.key.lexicographicallyPrecedes(key) { self = ahead }
  }

  /// Goes to the next term: its key is `key` then; nil after the last.
  mutating func next() throws(IndexError) -> TermInfo? {
    guard ordinal < dictionary.count else { return nil }
    let i = ordinal % TermDictionaryWriter.blockCount
    if i == 0 {
      let block = try dictionary.block(ordinal / TermDictionaryWriter.blockCount)
      place = (block, TermWalk(block), block.keys)
      key.removeAll(keepingCapacity: true)
      unsafe key.append(contentsOf: block.firstKey)
    } else if let block = place?.block, var offset = place?.keyOffset {
      let (shared, rest) = block.readKeyCounts(i, &offset)
      key.removeLast(key.count - shared)
      unsafe key.append(
        contentsOf: UnsafeRawBufferPointer(start: block.terms + offset, count: rest))
      place?.keyOffset = offset + rest
    }
    ordinal += 1
    guard let block = place?.block else { return nil }
    return place?.walk.read(block.head(i))
  }
}
