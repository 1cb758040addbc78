/// Numbers words in the order in which they are first seen.
///
/// Open addressing, at most half full.
public struct TermTable {
  private var slots = [Int32](repeating: -1, count: 1 << 12)
  private var hashes: [UInt32] = []
  private var bytes: [UInt8] = []
  private var ends: [Int] = [0]

  /// No words.
  public init() {}

  /// The number of words.
  public var count: Int { hashes.count }

  /// The bytes of the word with this number, `0 ..< count`.
  public subscript(number: Int) -> ArraySlice<UInt8> { bytes[ends[number]..<ends[number + 1]] }

  /// The number of `word`, a new one if it was not seen before.
  ///
  /// O(1) on average.
  public mutating func number(of word: ArraySlice<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
    let short = UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    var slot = Int(short) & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if hashes[number] == short, self[number].elementsEqual(word) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(hashes.count)
    hashes.append(short)
    bytes += word
    ends.append(bytes.count)
    if 2 * hashes.count > slots.count { grow() }
    return hashes.count - 1
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: 2 * slots.count)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }
}
