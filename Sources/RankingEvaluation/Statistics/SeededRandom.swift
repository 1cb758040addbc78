/// Random numbers that are the same on every machine for the same seed (SplitMix64).
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
public struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The numbers of `seed`.
  public init(seed: UInt64) { state = seed }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A whole number from 0 up to `bound`, exclusive, each as likely to within 2 to the −32nd.
  ///
  /// - Parameter bound: 1...2^31.
  public mutating func index(below bound: Int) -> Int {
    // The high product of a random fraction and the bound; no division, the same everywhere.
    Int(((next() >> 32) &* UInt64(bound)) >> 32)
  }
}
