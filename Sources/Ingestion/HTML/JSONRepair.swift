/// Makes valid JSON of what publishers write into pages.
enum JSONRepair {
  /// `bytes` with comment and CDATA marks around it removed, raw control characters and stray
  /// quotes in strings escaped, unknown escapes made plain, and trailing commas dropped.
  ///
  /// Valid JSON comes out equal in meaning. Linear.
  static func repaired(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + 16)
    // What stands before the first bracket and after the last is no JSON: comments, CDATA, ";".
    guard
      var start = bytes.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") })
    else { return [] }
    if bytes.hasASCII("[cdata[", at: start) { start += 7 }
    while start < bytes.count, bytes[start].isSpace { start += 1 }
    let close = bytes.lastIndex(of: UInt8(ascii: "}")) ?? bytes.count - 1
    let isArray = start < bytes.count && bytes[start] == UInt8(ascii: "[")
    let end = 1 + (isArray ? bytes[close...].firstIndex(of: UInt8(ascii: "]")) ?? close : close)
    var index = start
    var isInString = false
    while index < end {
      let byte = bytes[index]
      if isInString {
        index = readInString(byte, at: index, of: bytes, before: end, &isInString, &output)
        continue
      }
      if byte == UInt8(ascii: "\"") { isInString = true }
      if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { dropTrailingComma(&output) }
      output.append(byte < 0x20 ? 0x20 : byte)
      index += 1
    }
    return output
  }

  private static func readInString(
    _ byte: UInt8, at index: Int, of bytes: [UInt8], before end: Int, _ isInString: inout Bool,
    _ output: inout [UInt8]
  ) -> Int {
    switch byte {
    case UInt8(ascii: "\\"):
      guard index + 1 < end else { return index + 1 }
      let next = bytes[index + 1]
      if isEscape(bytes, at: index + 1) {
        output.append(contentsOf: [byte, next])
      } else if next >= 0x20 {
        output.append(next)
      }
      return index + 2
    case UInt8(ascii: "\""):
      if endsString(bytes, after: index, before: end) {
        isInString = false
        output.append(byte)
      } else {
        output.append(contentsOf: [UInt8(ascii: "\\"), byte])
      }
    case 0..<0x20:
      output.append(contentsOf: byte == UInt8(ascii: "\n") ? Array("\\n".utf8) : [0x20])
    default: output.append(byte)
    }
    return index + 1
  }

  private static func isEscape(_ bytes: [UInt8], at index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"),
      UInt8(ascii: "t"):
      return true
    case UInt8(ascii: "u"):
      guard index + 4 < bytes.count else { return false }
      return bytes[(index + 1)...(index + 4)].allSatisfy {
        $0.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0.lowercased)
      }
    default: return false
    }
  }

  /// A quote ends a string only where a colon, a comma, a bracket or the end follows.
  private static func endsString(_ bytes: [UInt8], after index: Int, before end: Int) -> Bool {
    var next = index + 1
    while next < end, bytes[next].isSpace { next += 1 }
    guard next < end else { return true }
    switch bytes[next] {
    case UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "]"): return true
    case UInt8(ascii: ","):
      // In text a word follows the comma; in JSON a quote, a bracket, a number or a literal.
      next += 1
      while next < end, bytes[next].isSpace { next += 1 }
      guard next < end else { return true }
      switch bytes[next] {
      case UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "}"),
        UInt8(ascii: "]"), UInt8(ascii: "-"), UInt8(ascii: ","):
        return true
      default: return bytes[next].isDigit || isLiteral(bytes, at: next)
      }
    default: return false
    }
  }

  private static func isLiteral(_ bytes: [UInt8], at index: Int) -> Bool {
    ["true", "false", "null"].contains { bytes.hasASCII($0, at: index) }
  }

  private static func dropTrailingComma(_ output: inout [UInt8]) {
    var index = output.count - 1
    while index >= 0, output[index].isSpace { index -= 1 }
    if index >= 0, output[index] == UInt8(ascii: ",") { output.removeSubrange(index...) }
  }
}
