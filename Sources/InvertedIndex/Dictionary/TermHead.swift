/// The byte of a term in its block: what is known of it, how many numbers of the block tell the rest, and a few bits of
/// one of these.
///
/// Specified in `Index/README.md`.
struct TermHead {
  /// The lowest bits: 0 an alias, 1 a single posting, 2 a list of fewer than 32 documents, 3 a longer one.
  let byte: UInt8

  /// The bits of a number that a head has room for.
  static let countBits = 5

  static func alias(ordinal: Int) -> TermHead { TermHead(kind: 0, false, count: ordinal) }

  static func single(frequency: Int, hasPositions: Bool) -> TermHead {
    TermHead(kind: 1, hasPositions, count: frequency < 1 << countBits ? frequency : 0)
  }

  static func list(documentFrequency: Int, hasPositions: Bool) -> TermHead {
    TermHead(
      kind: documentFrequency < 1 << countBits ? 2 : 3, hasPositions, count: documentFrequency)
  }

  @inline(__always)
  init(byte: UInt8) { self.byte = byte }

  private init(kind: UInt8, _ hasPositions: Bool, count: Int) {
    byte = kind | (hasPositions ? 4 : 0) | UInt8(count & (1 << Self.countBits - 1)) << 3
  }

  var isAlias: Bool { byte & 3 == 0 }
  var isSingle: Bool { byte & 3 == 1 }
  var isLongList: Bool { byte & 3 == 3 }
  var hasPositions: Bool { byte & 4 != 0 }

  /// The lowest bits of the ordinal or of the document frequency; the frequency of a single posting, or 0 if it is
  /// not below 32.
  var count: Int { Int(byte &>> 3) }

  /// The number whose lowest bits are here and whose others are `rest`, 0 or more; `Int.max` if it passes that.
  func number(_ rest: Int) -> Int {
    rest > Int.max >> Self.countBits ? Int.max : rest << Self.countBits | count
  }

  /// 1 if it is a list, else 0.
  @inline(__always)
  var listBit: UInt64 { UInt64(byte &>> 1 & 1) }

  /// 1 if it has positions, else 0.
  @inline(__always)
  var positionsBit: UInt64 { UInt64(byte &>> 2 & 1) }

  /// How many numbers there are of the term; `many` or more if its frequency is not here, but among them.
  ///
  /// No step is a branch, which could not be foretold.
  @inline(__always)
  var numbers: UInt64 {
    // A byte for each kind.
    let withoutPositions: UInt64 = 0x03_02_01_01 &>> (8 &* UInt64(byte & 3)) & 0xFF
    let ofPositions = listBit == 1 ? 1 : UInt64(byte &>> 3)
    let unknown = byte & 0xFB == 1 ? Self.many : 0
    return unknown | (withoutPositions &+ ofPositions &* positionsBit)
  }

  /// More numbers than lie in eight bytes.
  private static let many: UInt64 = 32
}
