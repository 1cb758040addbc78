/// Rewrites the attributes of one tag: quoted, each name once, references numeric.
struct AttributeRepair {
  /// Where the next attribute is looked for; after `copy`, the first byte after the tag.
  var position: Int

  /// Copies the attributes from `position` on, and says whether the tag was an empty element's.
  mutating func copy(
    from source: ByteView, admitted: inout AdmittedNames, into output: inout [UInt8]
  ) -> Bool {
    var names: [Range<Int>] = []
    while position < source.count {
      switch source[position] {
      case 0x3E:
        position += 1
        return false
      case 0x3C:  // the tag was never closed
        return false
      case 0x2F where position + 1 < source.count && source[position + 1] == 0x3E:
        position += 2
        return true
      default:
        guard let name = Self.name(in: source, at: position) else {
          position += 1
          continue
        }
        position = name.upperBound
        let value = value(in: source) ?? name
        let isKept =
          names.count < XMLRepair.maximumAttributes
          && !names.contains { Self.equal($0, name, in: source) }
        guard isKept, admitted.admit(name, of: source),
          // The addresses of namespaces are kept like names.
          !source.matches(Self.declaration, at: name.lowerBound)
            || admitted.admit(value, of: source)
        else { continue }
        names.append(name)
        output.append(0x20)
        source.copy(name, to: &output)
        output += [0x3D, 0x22]
        Self.write(value, of: source, into: &output)
        output.append(0x22)
      }
    }
    return false
  }

  /// The value after an equals sign at `position`, or nil if there is none.
  private mutating func value(in source: ByteView) -> Range<Int>? {
    var i = position
    while i < source.count, source[i] <= 0x20 { i += 1 }
    guard i < source.count, source[i] == 0x3D else { return nil }
    i += 1
    while i < source.count, source[i] <= 0x20 { i += 1 }
    guard i < source.count else {
      position = i
      return i..<i
    }
    let first = source[i]
    if first == 0x22 || first == 0x27 {
      let limit = min(source.count, i + 1 + XMLRepair.maximumValue)
      var end = i + 1
      while end < limit, source[end] != first { end += 1 }
      if end < limit {
        position = end + 1
        return i + 1..<end
      }
      i += 1  // a quote without its partner is no quote
    }
    var end = i
    while end < source.count, source[end] > 0x20, source[end] != 0x3E { end += 1 }
    position = end
    return i..<min(end, i + XMLRepair.maximumValue)
  }

  private static func write(
    _ range: Range<Int>, of source: ByteView, into output: inout [UInt8]
  ) {
    var i = range.lowerBound
    while i < range.upperBound {
      let byte = source[i]
      var length = 1
      switch byte {
      case 0x26:
        if let found = CharacterReference.read(in: source, at: i),
          i + found.length <= range.upperBound
        {
          if found.scalar >= 0x20 { output += Array("&#\(found.scalar);".utf8) }
          length = found.length
        } else {
          output += Array("&#38;".utf8)
        }
      case 0x3C: output += Array("&#60;".utf8)
      case 0x22: output += Array("&#34;".utf8)
      case 0x09, 0x0A, 0x0D: output.append(0x20)
      case 0x20..<0x7F: output.append(byte)
      case 0x80...:
        length = UTF8Sequence.length(in: source, at: i)
        if length == 0 || i + length > range.upperBound {
          output += [0xEF, 0xBF, 0xBD]
          length = 1
        } else if !(byte == 0xEF && source[i + 1] == 0xBF && source[i + 2] >= 0xBE) {
          source.copy(i..<i + length, to: &output)
        }
      default: break
      }
      i += length
    }
  }

  /// The ASCII name at `start`, with at most one colon, between other characters.
  static func name(in source: ByteView, at start: Int) -> Range<Int>? {
    guard start < source.count, isLetter(source[start]) else { return nil }
    var end = start + 1
    var colon = 0
    while end < source.count {
      let byte = source[end]
      if byte == 0x3A {
        guard colon == 0, end + 1 < source.count, isLetter(source[end + 1]) else { break }
        colon = end
      } else if !(isLetter(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E) {
        break
      }
      end += 1
    }
    return start..<end
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
  }

  private static let declaration = Array("xmlns".utf8)

  private static func equal(_ a: Range<Int>, _ b: Range<Int>, in source: ByteView)
    -> Bool
  {
    a.count == b.count && source[a].elementsEqual(source[b])
  }
}
