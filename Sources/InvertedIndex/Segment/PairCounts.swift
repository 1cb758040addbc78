internal import CSIMD

/// How often each pair of common words, which are numbered from 1, is in a document.
struct PairCounts {
  /// So many bytes behind words in sequence are read.
  static let padding = 64

  private let words: Int
  private var counts: [UInt32]
  /// The pairs that are there, and one place more.
  private var pairs: [UInt32]
  private var pairCount = 0

  /// No pairs of so many words.
  init(words: Int) {
    self.words = words
    counts = [UInt32](repeating: 0, count: words * words)
    pairs = [UInt32](repeating: 0, count: words * words + 1)
  }

  /// Adds a pair.
  mutating func add(_ a: UInt8, _ b: UInt8) {
    let pair = (Int(a) - 1) * words + Int(b) - 1
    if counts[pair] == 0 {
      pairs[pairCount] = UInt32(pair)
      pairCount += 1
    }
    counts[pair] += 1
  }

  /// Adds the pairs of neighbours among `count` words in sequence, 0 standing for any other word.
  ///
  /// Naive equivalent: `add` of each two. 64 places at a time, and a step for each pair.
  mutating func addNeighbours(_ sequence: UnsafePointer<UInt8>, count: Int) {
    let words = words
    unsafe counts.withUnsafeMutableBufferPointer { counts in
      unsafe pairs.withUnsafeMutableBufferPointer { pairs in
        guard let counts = counts.baseAddress, let pairs = pairs.baseAddress else { return }
        var end = pairCount
        var follows: UInt64 = 0
        for start in stride(from: 0, to: count, by: 64) {
          var common = unsafe bytes_reaching(sequence + start, 1)
          let rest = count &- start
          if rest < 64 { common &= (1 &<< UInt64(rest)) &- 1 }
          var seconds = common & (common &<< 1 | follows)
          follows = common &>> 63
          while seconds != 0 {
            let place = start &+ seconds.trailingZeroBitCount
            let (a, b) = unsafe (sequence[place &- 1], sequence[place])
            let pair = (Int(a) &- 1) &* words &+ Int(b) &- 1
            unsafe pairs[end] = UInt32(truncatingIfNeeded: pair)
            unsafe end &+= counts[pair] == 0 ? 1 : 0
            unsafe counts[pair] &+= 1
            seconds &= seconds &- 1
          }
        }
        pairCount = end
      }
    }
  }

  /// Calls `visit` with each pair, its number the first word's times all words plus the second's, both from 0, and how
  /// often it is there, and forgets it.
  mutating func removeAll(_ visit: (_ pair: UInt32, _ count: UInt32) -> Void) {
    for pair in pairs[..<pairCount] {
      visit(pair, counts[Int(pair)])
      counts[Int(pair)] = 0
    }
    pairCount = 0
  }
}
