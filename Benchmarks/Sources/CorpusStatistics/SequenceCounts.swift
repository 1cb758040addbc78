/// How often each sequence of `n` neighbouring words occurs, by a 64-bit hash of the sequence.
///
/// At the sizes counted here (tens of millions) two sequences share a hash less than once in a
/// hundred thousand corpora.
public struct SequenceCounts {
  private var keys = [UInt64](repeating: 0, count: 1 << 12)
  private var values = [UInt32](repeating: 0, count: 1 << 12)
  /// The number of different sequences.
  public private(set) var count = 0
  /// All sequences.
  public private(set) var total = 0

  /// No sequences.
  public init() {}

  /// A hash of `words`, never 0.
  public static func key(_ words: some Sequence<Int>) -> UInt64 {
    var hash: UInt64 = 0
    for word in words {
      hash = (hash ^ UInt64(word &+ 1)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
    }
    return max(hash, 1)
  }

  /// Counts the sequence with this key once more and says how often it came before.
  @discardableResult
  public mutating func add(_ key: UInt64) -> Int {
    if 2 * count >= keys.count { grow() }
    let slot = slot(of: key)
    if values[slot] == 0 { count += 1 }
    keys[slot] = key
    values[slot] += 1
    total += 1
    return Int(values[slot]) - 1
  }

  /// How often the sequence with this key came.
  public subscript(key: UInt64) -> Int { Int(values[slot(of: key)]) }

  /// The counts of all sequences, the highest first.
  public var descending: [Int] { values.filter { $0 > 0 }.map(Int.init).sorted(by: >) }

  private func slot(of key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: key >> 20) & (keys.count - 1)
    while values[slot] > 0, keys[slot] != key { slot = (slot + 1) & (keys.count - 1) }
    return slot
  }

  private mutating func grow() {
    let old = (keys, values)
    keys = [UInt64](repeating: 0, count: 2 * old.0.count)
    values = [UInt32](repeating: 0, count: keys.count)
    for (key, value) in zip(old.0, old.1) where value > 0 {
      let slot = slot(of: key)
      keys[slot] = key
      values[slot] = value
    }
  }
}
