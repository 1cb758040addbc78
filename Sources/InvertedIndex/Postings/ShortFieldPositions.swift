internal import Bytes

/// How the positions of one posting are written in a field other than the main text, such as bylines: a
/// few words, whose number is not known.
///
/// Each is the distance from the one before, less one, in the Rice code; the first is itself.
enum ShortFieldPositions {
  /// The parameter of the code: it is shortest about position 2.
  private static let k = 1

  /// Writes the positions of postings, all of the first and then all of the second; those of each ascend.
  ///
  /// - Parameter positions: as many as the sum of `frequencies`.
  static func write(
    _ positions: UnsafePointer<UInt32>, frequencies: UnsafeBufferPointer<UInt32>,
    to bits: inout BitWriter
  ) {
    var own = unsafe positions
    for posting in frequencies.indices {
      let frequency = unsafe Int(frequencies[posting])
      var next: UInt32 = 0
      for i in 0..<frequency {
        bits.writeRice(Int(unsafe own[i] - next), k: k)
        next = unsafe own[i] + 1
      }
      unsafe own += frequency
    }
  }

  /// Reads as many positions as `frequency` to `target`.
  static func read(
    _ frequency: UInt32, from bits: inout BitReader, into target: UnsafeMutablePointer<UInt32>
  ) {
    var next: UInt32 = 0
    for i in 0..<Int(frequency) {
      next = next &+ UInt32(truncatingIfNeeded: bits.readRice(k: k))
      unsafe target[i] = next
      next = next &+ 1
    }
  }

  /// Steps over the positions of a posting.
  static func skip(_ frequency: UInt32, in bits: inout BitReader) {
    for _ in 0..<frequency { _ = bits.readRice(k: k) }
  }

  /// The positions of a posting by a reader that checks every bound; nil if bits are missing or a
  /// position is not below 2^32 − 1.
  static func check(_ frequency: UInt32, from bits: inout CheckedBitReader) -> [UInt32]? {
    var positions: [UInt32] = []
    var next = 0
    for _ in 0..<frequency {
      next += Int(bits.readRice(k: k)) + 1
      if bits.failed || next > Int(UInt32.max) { return nil }
      positions.append(UInt32(next - 1))
    }
    return positions
  }
}
