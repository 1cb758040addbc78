/// A seeded generator of random numbers, SplitMix64 by Sebastiano Vigna, and the hash it is made of.
public struct SeededRandom {
  private var state: UInt64

  /// The generator whose numbers follow from `seed`.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// A number from 0 to less than 1.
  public mutating func unit() -> Double { Self.unit(next()) }

  /// A number from 0 to less than `limit`, which is at least 1.
  public mutating func below(_ limit: Int) -> Int { Int(unit() * Double(limit)) }

  /// Whether what has this probability happens.
  public mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// A number that looks as if drawn from a normal distribution of mean 0 and deviation 1: the sum
  /// of twelve uniform ones, so that it needs no function that differs between C libraries.
  public mutating func normal() -> Double {
    (0..<12).reduce(-6.0) { sum, _ in sum + unit() }
  }

  /// What `bits` are as a number from 0 to less than 1.
  static func unit(_ bits: UInt64) -> Double { Double(bits >> 11) * 0x1p-53 }

  /// A hash of two numbers.
  static func hash(_ a: UInt64, _ b: UInt64) -> UInt64 {
    mixed(a &* 0x9E37_79B9_7F4A_7C15 &+ mixed(b &+ 0x632B_E59B_D9B4_E019))
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
