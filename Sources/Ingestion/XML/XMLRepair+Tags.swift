/// The tags of `XMLRepair`: start tags get their attributes mended, end tags their partners.
extension XMLRepair {
  mutating func startTag() {
    guard let name = name(at: index + 1), name.count <= 200,
      name.upperBound >= source.count || isTagBreak(source[name.upperBound])
    else { return writeBracket() }
    var attributes = AttributeRepair(position: name.upperBound)
    let element = OpenElement(name: name, hash: hash(name))
    if isRecord(name) { closeRecord(element) }
    let isFlat = open.count >= Self.maximumDepth || !admitted.admit(name, of: source)
    endText()
    let mark = output.count
    output.append(0x3C)
    copy(name)
    let isEmpty = attributes.copy(from: source, admitted: &admitted, into: &output)
    index = attributes.position
    if isFlat {
      output.removeSubrange(mark...)
      write(0x20)
    } else if isEmpty {
      output += [0x2F, 0x3E]
    } else {
      output.append(0x3E)
      open.append(element)
    }
  }

  mutating func endTag() {
    guard let name = name(at: index + 2) else { return writeBracket() }
    var i = name.upperBound
    while i < source.count, source[i] <= 0x20 { i += 1 }
    guard i >= source.count || source[i] == 0x3E || source[i] == 0x3C else {
      return writeBracket()
    }
    index = i < source.count && source[i] == 0x3E ? i + 1 : i
    // An end tag without its start tag is dropped; one that closes several closes them all.
    guard let match = lastOpen(OpenElement(name: name, hash: hash(name))) else {
      return write(0x20)
    }
    close(downTo: match)
  }

  mutating func writeEndTag(_ name: Range<Int>) {
    endText()
    output += [0x3C, 0x2F]
    copy(name)
    output.append(0x3E)
  }

  private mutating func copy(_ range: Range<Int>) {
    source.copy(range, to: &output)
  }

  /// The ASCII name at `start`, with at most one colon, between letters.
  private func name(at start: Int) -> Range<Int>? {
    AttributeRepair.name(in: source, at: start)
  }

  private func isTagBreak(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x3E || byte == 0x2F || byte == 0x3C
  }

  private func isRecord(_ name: Range<Int>) -> Bool {
    records.contains {
      $0.count == name.count && source.matchesIgnoringCase($0, at: name.lowerBound)
    }
  }

  /// Closes an open element of that name; a paragraph only if it is the innermost, for a table or a
  /// quotation may lie between.
  private mutating func closeRecord(_ element: OpenElement) {
    guard let match = lastOpen(element), element.name.count > 1 || match == open.count - 1
    else { return }
    close(downTo: match)
  }

  private mutating func close(downTo index: Int) {
    while open.count > index {
      writeEndTag(open.removeLast().name)
    }
  }

  /// The innermost open element that has the name of `element`.
  private func lastOpen(_ element: OpenElement) -> Int? {
    var i = open.count - 1
    while i >= 0 {
      if open[i].hash == element.hash, equal(open[i].name, element.name) { return i }
      i -= 1
    }
    return nil
  }

  private func hash(_ name: Range<Int>) -> UInt64 {
    var hash = NameHash.seed
    for i in name { NameHash.add(source[i].lowercased, to: &hash) }
    return hash
  }

  /// Whether two names are equal without regard to case, as in SGML.
  private func equal(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    guard a.count == b.count else { return false }
    for i in 0..<a.count {
      let x = source[a.lowerBound + i]
      let y = source[b.lowerBound + i]
      if x != y, !(x | 0x20 == y | 0x20 && (0x61...0x7A).contains(x | 0x20)) { return false }
    }
    return true
  }

  func starts(with word: String) -> Bool { source.matches(Array(word.utf8), at: index) }

  /// The end of the next `word`.
  func find(_ word: String, from start: Int) -> Int? {
    source.firstIndex(of: Array(word.utf8), from: start).map { $0 + word.utf8.count }
  }
}
