/// The few compositions that make another letter and not an accented one: й, voiced kana, Hangul.
enum Composition {
  /// Whether `scalar` may compose with what stands before it.
  @inline(__always)
  static func isMark(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x306, 0x1161...0x1175, 0x11A8...0x11C2, 0x3099, 0x309A, 0xFF9E, 0xFF9F: true
    default: false
    }
  }

  /// The letter that `base` and `mark` make together, if any.
  static func compose(_ base: UInt32, _ mark: UInt32) -> Unicode.Scalar? {
    switch mark {
    case 0x306: base == 0x438 ? "й" : nil
    case 0x1161...0x1175:
      (0x1100...0x1112).contains(base)
        ? Unicode.Scalar(0xAC00 + ((base - 0x1100) * 21 + mark - 0x1161) * 28) : nil
    case 0x11A8...0x11C2:
      (0xAC00...0xD7A3).contains(base) && (base - 0xAC00) % 28 == 0
        ? Unicode.Scalar(base + mark - 0x11A7) : nil
    case 0x3099, 0xFF9E: voiced(base)
    case 0x309A, 0xFF9F: semivoiced(base)
    default: nil
    }
  }

  /// か to が: the blocks of hiragana and katakana list the pairs, and the triples of は, in order.
  private static func voiced(_ base: UInt32) -> Unicode.Scalar? {
    switch base {
    case 0x3046: return "ゔ"
    case 0x30A6: return "ヴ"
    case 0x309D, 0x30FD: return Unicode.Scalar(base + 1)
    case 0x30EF...0x30F2: return Unicode.Scalar(base + 8)
    default: break
    }
    let hiragana = base >= 0x30A0 ? base - 0x60 : base
    let isVoiceable =
      switch hiragana {
      case 0x304B...0x3061: hiragana % 2 == 1
      case 0x3064...0x3068: hiragana % 2 == 0
      case 0x306F...0x307B: hiragana % 3 == 0x306F % 3
      default: false
      }
    return isVoiceable ? Unicode.Scalar(base + 1) : nil
  }

  /// は to ぱ.
  private static func semivoiced(_ base: UInt32) -> Unicode.Scalar? {
    let hiragana = base >= 0x30A0 ? base - 0x60 : base
    return (0x306F...0x307B).contains(hiragana) && hiragana % 3 == 0x306F % 3
      ? Unicode.Scalar(base + 2) : nil
  }
}
