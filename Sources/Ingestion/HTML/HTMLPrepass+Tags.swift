extension HTMLPrepass {
  /// A start tag as it stands in the source.
  struct StartTag {
    let tag: HTMLTag
    let name: Range<Int>
    let nameHash: UInt64
    var attributes: [Attribute] = []
    var isJSONLD = false
    /// The first byte after the tag.
    var end = 0
  }

  /// An attribute that somebody reads.
  struct Attribute {
    let attribute: HTMLAttribute
    let value: Range<Int>
  }

  /// More attributes than any real tag has; what follows them is dropped.
  private static let attributeLimit = 64
  /// Longer values are cut: descriptions reach a few thousand bytes, class lists a few hundred.
  private static let valueLimit = 16_384

  /// The element name from `start` on, without its namespace prefix.
  func scanName(from start: Int) -> (range: Range<Int>, hash: UInt64) {
    var first = start
    var index = start
    var hash = NameHash.seed
    while index < source.count {
      let byte = source[index]
      if byte == UInt8(ascii: ":") {
        first = index + 1
        hash = NameHash.seed
      } else if byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "_")
      {
        if index - first < 32 { NameHash.add(byte.lowercased, to: &hash) }
      } else {
        break
      }
      index += 1
    }
    // A name must begin with a letter; libxml2 would take the rest for text.
    guard first < index, source[first].isLetter else {
      return (start..<min(start + 1, index), hash)
    }
    return (first..<min(index, first + 32), hash)
  }

  /// The start tag at `position`, or nil if it has no end.
  mutating func scanStartTag() -> StartTag? {
    let name = scanName(from: position + 1)
    var tag = StartTag(
      tag: HTMLTag(nameHash: name.hash), name: name.range, nameHash: name.hash)
    var index = name.range.upperBound
    while index < source.count, !source[index].isSpace, source[index] != UInt8(ascii: ">"),
      source[index] != UInt8(ascii: "/")
    { index += 1 }
    while index < source.count {
      let byte = source[index]
      if byte == UInt8(ascii: ">") {
        tag.end = index + 1
        return tag
      }
      if byte.isSpace || byte == UInt8(ascii: "/") || byte == 0 {
        index += 1
      } else {
        index = scanAttribute(at: index, into: &tag)
      }
    }
    return nil
  }

  /// Reads the attribute at `start`; returns where the next may begin.
  private mutating func scanAttribute(at start: Int, into tag: inout StartTag) -> Int {
    var index = start
    var hash = NameHash.seed
    while index < source.count {
      let byte = source[index]
      if byte.isSpace || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { break }
      if byte == UInt8(ascii: "="), index > start { break }
      NameHash.add(byte.lowercased, to: &hash)
      index += 1
    }
    var valueStart = index
    while valueStart < source.count, source[valueStart].isSpace { valueStart += 1 }
    var value = index..<index
    if valueStart < source.count, source[valueStart] == UInt8(ascii: "=") {
      valueStart += 1
      while valueStart < source.count, source[valueStart].isSpace { valueStart += 1 }
      (value, index) = scanValue(at: valueStart)
    }
    if hash == Self.typeHash {
      tag.isJSONLD = tag.tag == .script && contains("ld+json", in: value)
    } else if tag.attributes.count < Self.attributeLimit,
      let attribute = HTMLAttribute(nameHash: hash)
    {
      let limit = min(value.upperBound, value.lowerBound + Self.valueLimit)
      tag.attributes.append(Attribute(attribute: attribute, value: value.lowerBound..<limit))
    }
    return index
  }

  private static let typeHash = NameHash.of("type")

  private mutating func scanValue(at start: Int) -> (value: Range<Int>, end: Int) {
    guard start < source.count else { return (start..<start, start) }
    let quote = source[start]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      !missingMarks.contains(UInt64(quote))
    {
      var index = start + 1
      while index < source.count, source[index] != quote { index += 1 }
      if index < source.count { return (start + 1..<index, index + 1) }
      missingMarks.insert(UInt64(quote))
    }
    var index = start
    while index < source.count, !source[index].isSpace, source[index] != UInt8(ascii: ">") {
      index += 1
    }
    return (start..<index, index)
  }

  /// Writes ` name="value"` with the value's references made characters.
  mutating func append(_ attribute: Attribute) {
    let range = attribute.value
    if attribute.attribute == .style {
      guard contains("none", in: range) || contains("hidden", in: range) else { return }
    }
    output.append(UInt8(ascii: " "))
    output.append(contentsOf: attribute.attribute.spelling.utf8)
    output.append(contentsOf: "=\"".utf8)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = source[index]
      if byte == UInt8(ascii: "&"),
        let found = HTMLEntities.reference(in: source, at: index, insideAttribute: true)
      {
        appendEscaped(found.text.utf8)
        index = max(found.end, index + 1)
        continue
      }
      if let reference = escaped(byte) {
        output.append(contentsOf: reference.utf8)
      } else if byte < 0x20 || byte == 0x7F {
        if byte != 0 { output.append(UInt8(ascii: " ")) }
      } else {
        output.append(byte)
      }
      index += 1
    }
    // A value cut inside a character must not leave half of it.
    if range.count == Self.valueLimit {
      while let last = output.last, last & 0xC0 == 0x80 { output.removeLast() }
      if let last = output.last, last >= 0xC0 { output.removeLast() }
    }
    output.append(UInt8(ascii: "\""))
  }

  private func contains(_ word: String, in range: Range<Int>) -> Bool {
    guard range.count >= word.utf8.count else { return false }
    return (range.lowerBound...range.upperBound - word.utf8.count)
      .contains { source.hasASCII(word, at: $0) }
  }
}
