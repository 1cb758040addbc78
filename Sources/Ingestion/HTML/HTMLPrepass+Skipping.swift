extension HTMLPrepass {
  /// Moves past the next `byte`, or past one byte if there is none.
  mutating func skip(past byte: UInt8) {
    if !missingMarks.contains(UInt64(byte)) {
      if let index = source.firstIndex(of: byte, from: position + 1) {
        position = index + 1
        return
      }
      missingMarks.insert(UInt64(byte))
    }
    position += 1
  }

  /// Moves past a comment, a CDATA mark, a document type or a processing instruction.
  mutating func skipDeclaration() {
    if source.hasASCII("<!--", at: position) {
      skipComment()
    } else if source.hasASCII("<![cdata[", at: position) {
      openSections += 1
      position += 9
    } else {
      skip(past: UInt8(ascii: ">"))
    }
  }

  private mutating func skipComment() {
    let body = position + 4
    if source.hasASCII(">", at: body) || source.hasASCII("->", at: body) {
      position = body + (source[body] == UInt8(ascii: ">") ? 1 : 2)
      return
    }
    let mark: UInt64 = 1_024
    if !missingMarks.contains(mark) {
      var next = source.firstIndex(of: UInt8(ascii: "-"), from: body)
      while let index = next {
        if source.hasASCII("-->", at: index) || source.hasASCII("--!>", at: index) {
          position = index + (source[index + 2] == UInt8(ascii: ">") ? 3 : 4)
          return
        }
        next = source.firstIndex(of: UInt8(ascii: "-"), from: index + 1)
      }
      missingMarks.insert(mark)
    }
    position = body
  }

  /// Moves past the content and end tag of a script, a style or the like, keeping JSON-LD aside.
  mutating func skipRawText(_ tag: StartTag) {
    let body = position
    // Marks of raw text elements lie above those of bytes.
    let mark = 256 + UInt64(tag.tag.rawValue)
    guard !missingMarks.contains(mark) else { return }
    guard let end = endTag(of: tag, from: body) else {
      missingMarks.insert(mark)
      return
    }
    if tag.isJSONLD { structuredData.append(body..<end) }
    position = end
    skip(past: UInt8(ascii: ">"))
  }

  /// Whether an end tag of the element stands behind its start tag.
  ///
  /// - Complexity: linear in the page, once for each name.
  mutating func hasEnd(_ tag: StartTag) -> Bool {
    let number = Int(tag.tag.rawValue)
    if let last = lastEnds[number] { return last > position }
    var index = source.count - 2
    while index > 0,
      !(source[index - 1] == UInt8(ascii: "<") && source[index] == UInt8(ascii: "/")
        && isName(of: tag, at: index + 1))
    { index -= 1 }
    lastEnds[number] = max(index, 0)
    return index > position
  }

  /// Where the end tag of a raw text element begins.
  ///
  /// A script that opens a comment and another script in it ends at the second end tag (the HTML
  /// Standard's double escaped state), unless there is none.
  private func endTag(of tag: StartTag, from start: Int) -> Int? {
    var index = start
    var firstEnd: Int?
    var isEscaped = false
    var isDoubleEscaped = false
    while index < source.count {
      if !isEscaped {
        guard let next = source.firstIndex(of: UInt8(ascii: "<"), from: index) else { break }
        index = next
      }
      let byte = source[index]
      if byte == UInt8(ascii: "<") {
        if isName(of: tag, at: index + 2), source[index + 1] == UInt8(ascii: "/") {
          if !isDoubleEscaped { return index }
          firstEnd = firstEnd ?? index
          isDoubleEscaped = false
        } else if tag.tag == .script {
          if source.hasASCII("<!--", at: index) {
            isEscaped = true
          } else if isEscaped, isName(of: tag, at: index + 1) {
            isDoubleEscaped = true
          }
        }
      } else if isEscaped, byte == UInt8(ascii: "-"), source.hasASCII("-->", at: index) {
        isEscaped = false
        isDoubleEscaped = false
      }
      index += 1
    }
    return firstEnd
  }

  private func isName(of tag: StartTag, at start: Int) -> Bool {
    guard start + tag.name.count <= source.count, start > 1 else { return false }
    for (offset, index) in tag.name.enumerated()
    where source[start + offset].lowercased != source[index].lowercased { return false }
    let end = start + tag.name.count
    return end == source.count || !(source[end].isLetter || source[end].isDigit)
  }
}
