internal import JSON

/// Bytes of any encoding to UTF-8.
///
/// What a document says of its own encoding is often wrong, so the bytes have the first word:
/// a byte order mark, then the shape of UTF-16 and UTF-32, then validity as UTF-8; only then the
/// transport's word, the document's word unless it is impossible, and at last what the bytes look
/// like (`EncodingGuess`). A bad byte becomes one U+FFFD and the text goes on.
public enum CharacterDecoding {
  /// The text of `bytes` as valid UTF-8 without a byte order mark.
  ///
  /// - Parameters:
  ///   - transport: the charset a transport header stated.
  ///   - declared: the charset the document itself declares.
  /// - Complexity: linear; text that is valid UTF-8 costs one validation and one copy.
  public static func decode(
    _ bytes: UnsafeRawBufferPointer, transport: String? = nil, declared: String? = nil
  ) -> String {
    let source = unsafe source(of: bytes, transport: transport, declared: declared)
    return unsafe text(of: bytes, source)
  }

  private static func text(of bytes: UnsafeRawBufferPointer, _ source: Source) -> String {
    switch source {
    case .utf8(let start, _):
      return unsafe String(
        decoding: UnsafeRawBufferPointer(rebasing: bytes[start...]), as: UTF8.self)
    case .other(let encoding, let start):
      return unsafe EncodingConverter.utf8(
        UnsafeRawBufferPointer(rebasing: bytes[start...]), from: encoding)
    }
  }

  /// Lends the text of `bytes` as valid UTF-8 without a byte order mark.
  ///
  /// Like `decode`, but bytes that are valid UTF-8 already are lent as they are, without a copy.
  static func withUTF8<Result>(
    _ bytes: UnsafeRawBufferPointer, transport: String? = nil, declared: String? = nil,
    _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    let source = unsafe source(of: bytes, transport: transport, declared: declared)
    if case .utf8(let start, let isValid) = source {
      let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
      if unsafe isValid || isValidUTF8(text) { return unsafe body(text) }
    }
    var text = unsafe text(of: bytes, source)
    return text.withUTF8 { unsafe body(UnsafeRawBufferPointer($0)) }
  }

  /// Whether `withUTF8` can lend `bytes` without decoding a copy of them all.
  static func isUTF8(
    _ bytes: UnsafeRawBufferPointer, transport: String? = nil, declared: String? = nil
  ) -> Bool {
    if case .utf8 = unsafe source(of: bytes, transport: transport, declared: declared) {
      return true
    }
    return false
  }

  /// What the bytes are, and where they start after a byte order mark.
  private enum Source {
    /// Valid if that is known already.
    case utf8(start: Int, isValid: Bool)
    case other(String, start: Int)
  }

  private static func source(
    of bytes: UnsafeRawBufferPointer, transport: String?, declared: String?
  ) -> Source {
    if let mark = unsafe byteOrderMark(bytes) {
      return mark.encoding == "UTF-8"
        ? .utf8(start: mark.length, isValid: false) : .other(mark.encoding, start: mark.length)
    }
    if let encoding = unsafe unmarkedWideEncoding(bytes) { return .other(encoding, start: 0) }
    let labels = [transport, declared].compactMap { $0.flatMap(EncodingLabel.encoding) }
    if unsafe isValidUTF8(bytes) {
      // Escape-coded Japanese and Chinese is made of ASCII bytes, too.
      if let coded = labels.first(where: EncodingLabel.isEscapeCoded),
        unsafe bytes.contains(0x1B) || coded == "HZ", unsafe bytes.allSatisfy({ $0 < 0x80 })
      {
        return .other(coded, start: 0)
      }
      return .utf8(start: 0, isValid: true)
    }
    // A few bad bytes in UTF-8 are damage, whatever the label says. Wide labels on narrow bytes
    // are lies: a wide text would have been recognised above. So are labels under which the
    // bytes mean little.
    let share = unsafe shareOfUTF8(bytes)
    if share > 0.95 { return .utf8(start: 0, isValid: false) }
    if let narrow = labels.first(where: { !$0.hasPrefix("UTF-") }),
      unsafe !EncodingGuess.excludes(narrow, for: bytes)
    {
      return .other(narrow, start: 0)
    }
    if share > 0.8 { return .utf8(start: 0, isValid: false) }
    return unsafe .other(EncodingGuess.encoding(of: bytes), start: 0)
  }

  /// The encoding that a byte order mark states, and the mark's length in bytes.
  static func byteOrderMark(_ bytes: UnsafeRawBufferPointer) -> (encoding: String, length: Int)? {
    let head = unsafe Array(bytes.prefix(4))
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return ("UTF-8", 3) }
    if head == [0xFF, 0xFE, 0, 0] { return ("UTF-32LE", 4) }
    if head == [0, 0, 0xFE, 0xFF] { return ("UTF-32BE", 4) }
    if head.starts(with: [0xFF, 0xFE]) { return ("UTF-16LE", 2) }
    if head.starts(with: [0xFE, 0xFF]) { return ("UTF-16BE", 2) }
    if head == [0x84, 0x31, 0x95, 0x33] { return ("GB18030", 4) }
    return nil
  }

  /// UTF-16 or UTF-32 without a mark: the zero bytes of markup, line ends and digits give it away.
  private static func unmarkedWideEncoding(_ bytes: UnsafeRawBufferPointer) -> String? {
    guard bytes.count >= 4 else { return nil }
    let count = min(bytes.count, 4096) & ~3
    var zeros = (0, 0, 0, 0)
    for i in stride(from: 0, to: count, by: 4) {
      if unsafe bytes[i] == 0 { zeros.0 += 1 }
      if unsafe bytes[i + 1] == 0 { zeros.1 += 1 }
      if unsafe bytes[i + 2] == 0 { zeros.2 += 1 }
      if unsafe bytes[i + 3] == 0 { zeros.3 += 1 }
    }
    let units = count / 4
    // Scalars beyond the first 65,536 are few in any text.
    if zeros.3 == units, zeros.2 * 10 > units * 8, zeros.0 * 10 < units { return "UTF-32LE" }
    if zeros.0 == units, zeros.1 * 10 > units * 8, zeros.3 * 10 < units { return "UTF-32BE" }
    let even = zeros.0 + zeros.2
    let odd = zeros.1 + zeros.3
    if odd > units / 2, even * 16 < odd { return "UTF-16LE" }
    if even > units / 2, odd * 16 < even { return "UTF-16BE" }
    return nil
  }

  /// Whether `bytes` are valid UTF-8.
  ///
  /// Linear, without a copy.
  static func isValidUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    unsafe JSONParser.isUTF8(bytes)
  }

  /// The share of well-formed multibyte sequences among them and the stray bytes.
  private static func shareOfUTF8(_ bytes: UnsafeRawBufferPointer) -> Double {
    let bytes = unsafe ByteView(bytes)
    var good = 0
    var bad = 0
    var i = 0
    while i < bytes.count {
      let length = UTF8Sequence.length(in: bytes, at: i)
      if length > 1 { good += 1 } else if length == 0 { bad += 1 }
      i += max(length, 1)
    }
    return Double(good) / Double(max(good + bad, 1))
  }
}
