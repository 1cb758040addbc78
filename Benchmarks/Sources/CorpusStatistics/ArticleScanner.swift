/// Finds the texts of `title` and `body` in one line of JSON Lines.
///
/// Lenient: what is no JSON is passed over, and never read past the line's end.
struct ArticleScanner {
  let bytes: [UInt8]
  private var place: Int
  private let end: Int

  init(bytes: [UInt8], range: Range<Int>) {
    self.bytes = bytes
    place = range.lowerBound
    end = range.upperBound
  }

  /// Adds the words of both texts, in the order of the line.
  mutating func scan(into words: inout ArticleWords) {
    var depth = 0
    var isKey = false
    var key: [UInt8] = []
    while place < end {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        isKey = depth == 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ","): isKey = depth == 1
      case UInt8(ascii: "\""):
        if isKey {
          key.removeAll(keepingCapacity: true)
          string { key.append($0) }
          isKey = false
        } else if depth == 1, key == Array("title".utf8) || key == Array("body".utf8) {
          string { words.append($0) }
          words.endWord()
        } else {
          string { _ in }
        }
      default: break
      }
    }
  }

  /// Hands over the bytes of the string that begins here, as far as its closing quotation mark.
  private mutating func string(_ take: (UInt8) -> Void) {
    while place < end, bytes[place] != UInt8(ascii: "\"") {
      if bytes[place] == UInt8(ascii: "\\"), place + 1 < end {
        place += 1
        escape(take)
      } else {
        take(bytes[place])
        place += 1
      }
    }
    place += 1
  }

  private mutating func escape(_ take: (UInt8) -> Void) {
    let byte = bytes[place]
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): take(byte)
    case UInt8(ascii: "u"):
      var value: UInt32 = 0
      for _ in 0..<4 where place < end {
        value = value << 4 | UInt32(Character(Unicode.Scalar(bytes[place])).hexDigitValue ?? 0)
        place += 1
      }
      // Halves of a pair become the replacement character: enough for counting words.
      for byte in String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8 { take(byte) }
    default: take(UInt8(ascii: " "))
    }
  }
}
