/// The digest SHA-256 of bytes, as `sha256sum` prints it: so that a recorded run can be checked with
/// the tools at hand.
///
/// Source: NIST, FIPS 180-4, "Secure Hash Standard", 2015.
public enum SHA256 {
  /// The digest of `bytes` in 64 hexadecimal digits; linear in the bytes.
  public static func hexadecimal(of bytes: [UInt8]) -> String {
    var state: [UInt32] = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
      0x5be0_cd19,
    ]
    var schedule = [UInt32](repeating: 0, count: 64)
    let whole = bytes.count / 64 * 64
    for start in stride(from: 0, to: whole, by: 64) {
      absorb(bytes[start..<(start + 64)], &state, &schedule)
    }
    // The rest, a bit that ends it, zeros, and the number of bits: one block or two.
    var rest = Array(bytes[whole...]) + [0x80]
    while rest.count % 64 != 56 { rest.append(0) }
    let bits = UInt64(bytes.count) &* 8
    for shift in stride(from: 56, through: 0, by: -8) {
      rest.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    for start in stride(from: 0, to: rest.count, by: 64) {
      absorb(rest[start..<(start + 64)], &state, &schedule)
    }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }.joined()
  }

  private static func absorb(
    _ block: ArraySlice<UInt8>, _ state: inout [UInt32], _ w: inout [UInt32]
  ) {
    for i in 0..<16 {
      let at = block.startIndex + i * 4
      w[i] =
        UInt32(block[at]) << 24 | UInt32(block[at + 1]) << 16 | UInt32(block[at + 2]) << 8
        | UInt32(block[at + 3])
    }
    for i in 16..<64 {
      let low = rotated(w[i - 15], 7) ^ rotated(w[i - 15], 18) ^ (w[i - 15] >> 3)
      let high = rotated(w[i - 2], 17) ^ rotated(w[i - 2], 19) ^ (w[i - 2] >> 10)
      w[i] = w[i - 16] &+ low &+ w[i - 7] &+ high
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for i in 0..<64 {
      let mixedE = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
      let first = h &+ mixedE &+ ((e & f) ^ (~e & g)) &+ constants[i] &+ w[i]
      let mixedA = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
      let second = mixedA &+ ((a & b) ^ (a & c) ^ (b & c))
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
    }
    for (i, word) in [a, b, c, d, e, f, g, h].enumerated() { state[i] &+= word }
  }

  private static func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    word >> bits | word << (32 - bits)
  }

  /// The first 32 bits behind the point of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = {
    var constants: [UInt32] = []
    var number = 2
    while constants.count < 64 {
      if !(2..<number).contains(where: { number % $0 == 0 }) {
        let root = cubeRoot(of: UInt128(number) << 96)
        constants.append(UInt32(truncatingIfNeeded: root))
      }
      number += 1
    }
    return constants
  }()

  /// The greatest whole number whose cube is at most `value`, which is below 2^105.
  private static func cubeRoot(of value: UInt128) -> UInt128 {
    var root: UInt128 = 0
    for bit in stride(from: 35, through: 0, by: -1) {
      let next = root | 1 << UInt128(bit)
      if next * next * next <= value { root = next }
    }
    return root
  }
}
