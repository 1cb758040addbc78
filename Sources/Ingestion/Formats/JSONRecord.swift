internal import Articles
internal import JSON

/// One JSON text, mended where its writers commonly err.
enum JSONRecord {
  /// What is wrong with a record.
  struct Problem {
    let code: IngestionError.Code
    let reason: String
  }

  /// Parses `text` and lends its root to `body`, which says what is wrong, if anything.
  static func read(
    _ text: ByteView, _ parser: JSONParser, limit: Int = JSONLinesFormat.maximumLine,
    _ body: (JSONValue) -> String?
  ) -> Problem? {
    guard text.count <= limit else {
      return Problem(
        code: .tooLarge, reason: "is longer than \(limit >> 20) MB; write one article per line")
    }
    func parse(_ text: ByteView) throws -> Problem? {
      unsafe try text.withBytes { bytes in
        Result { try unsafe parser.parse(bytes) { body($0) } }
      }.get().map { Problem(code: .malformed, reason: $0) }
    }
    do {
      return try parse(text)
    } catch {
      guard var mended = JSONMending.mended(text) else {
        return Problem(code: .malformed, reason: sentence(error))
      }
      return mended.withUTF8 { utf8 in
        do {
          return try parse(unsafe ByteView(UnsafeRawBufferPointer(utf8)))
        } catch {
          return Problem(code: .malformed, reason: sentence(error))
        }
      }
    }
  }

  /// Reads the articles of a whole document; says what is wrong if there are none.
  static func readAll(_ root: JSONValue, path: String, into sink: inout ArticleSink) -> String? {
    var reader = JSONArticle()
    if root.isObject {
      let list = list(in: root)
      if let article = reader.read(root, path: path, record: nil),
        list == nil || !article.body.isEmpty
      {
        if reader.isWithdrawn {
          sink.skip("was withdrawn by its publisher")
        } else {
          sink.append(article)
        }
        return nil
      }
      guard let list else {
        sink.skip("holds no article: no title or text under a known name")
        return nil
      }
      return readAll(list, path: path, into: &sink)
    }
    guard root.isArray else {
      return "is neither an object nor an array; put articles into objects"
    }
    for (index, item) in root.items.enumerated() {
      if let article = reader.read(item, path: path, record: index + 1) {
        if !reader.isWithdrawn { sink.append(article) }
      } else {
        sink.fail(
          IngestionError(
            .malformed, path: path, place: "record \(index + 1)",
            reason: "holds neither a title nor a text under a known name"))
      }
    }
    if root.items.isEmpty { sink.skip("is an empty list") }
    return nil
  }

  /// The list of objects that an envelope holds.
  private static func list(in root: JSONValue) -> JSONValue? {
    for name in ["articles", "items", "results", "docs", "documents", "entries", "_items", "data"] {
      if let member = root[name], member.isArray, member.items.first?.isObject ?? false {
        return member
      }
    }
    return nil
  }

  private static func sentence(_ error: any Error) -> String {
    var text = "\(error)"
    while text.hasSuffix(".") { text.removeLast() }
    return "is not valid JSON (\(text)); correct or remove it"
  }
}

/// Mends what JSON's grammar forbids and programs write all the same.
enum JSONMending {
  /// `text` with what is broken replaced, or nil if nothing of the kind is in it.
  ///
  /// Bad bytes of another encoding are decoded; halves of surrogate pairs become U+FFFD, control
  /// characters in strings blanks, NaN and infinities null. Linear.
  static func mended(_ text: ByteView) -> String? {
    let isUTF8 = unsafe text.withBytes { unsafe CharacterDecoding.isValidUTF8($0) }
    if !isUTF8 {
      var decoded = unsafe text.withBytes { unsafe CharacterDecoding.decode($0) }
      let mended = decoded.withUTF8 { unsafe mendedGrammar(ByteView(UnsafeRawBufferPointer($0))) }
      return mended ?? decoded
    }
    return mendedGrammar(text)
  }

  private static func mendedGrammar(_ text: ByteView) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var inString = false
    var changed = false
    var i = 0
    while i < text.count {
      let byte = text[i]
      if inString {
        if byte == 0x5C, i + 1 < text.count {
          let length = escapeLength(text, at: i)
          if length.isBroken {
            result += Array("\\ufffd".utf8)
            changed = true
          } else {
            text.copy(i..<i + length.count, to: &result)
          }
          i += length.count
          continue
        }
        if byte == 0x22 { inString = false }
        if byte < 0x20 { changed = true }
        result.append(byte < 0x20 ? 0x20 : byte)
        i += 1
      } else {
        if byte == 0x22 { inString = true }
        if let word = words.first(where: { text.matches($0, at: i) }) {
          result += Array("null".utf8)
          changed = true
          i += word.count
        } else {
          result.append(byte)
          i += 1
        }
      }
    }
    return changed ? String(decoding: result, as: UTF8.self) : nil
  }

  private static let words = ["NaN", "-Infinity", "Infinity"].map { Array($0.utf8) }

  /// The length of the escape at `index`, a pair counting as one; a lone half is broken.
  private static func escapeLength(_ text: ByteView, at index: Int) -> (count: Int, isBroken: Bool)
  {
    guard text[index + 1] == 0x75 else { return (2, false) }
    guard let first = hex(text, at: index + 2) else { return (2, false) }
    guard (0xD800...0xDFFF).contains(first) else { return (6, false) }
    if first < 0xDC00, text.matches([0x5C, 0x75], at: index + 6),
      let second = hex(text, at: index + 8), (0xDC00...0xDFFF).contains(second)
    {
      return (12, false)
    }
    return (6, true)
  }

  private static func hex(_ text: ByteView, at index: Int) -> UInt32? {
    guard index + 4 <= text.count else { return nil }
    return UInt32(text[index..<index + 4].text, radix: 16)
  }
}
