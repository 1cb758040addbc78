internal import Glibc

/// Bytes of a named encoding to UTF-8 through the C library's iconv.
enum EncodingConverter {
  /// The text of `bytes`, each byte that is bad in `encoding` read as one U+FFFD.
  ///
  /// An encoding that the C library lacks is read as UTF-8 with repairs.
  /// - Complexity: linear in the bytes.
  static func utf8(_ bytes: UnsafeRawBufferPointer, from encoding: String) -> String {
    if encoding == "WINDOWS-1252" { return unsafe windows1252(bytes) }
    guard let converter = unsafe iconv_open("UTF-8", encoding), unsafe converter != failed else {
      return unsafe String(decoding: bytes, as: UTF8.self)
    }
    defer { unsafe iconv_close(converter) }
    let unit = encoding.hasPrefix("UTF-32") ? 4 : encoding.hasPrefix("UTF-16") ? 2 : 1
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 2 + 16)
    var input = unsafe UnsafeMutablePointer(
      mutating: bytes.bindMemory(to: CChar.self).baseAddress)
    var left = bytes.count
    var room = [CChar](repeating: 0, count: 1 << 16)
    /// Converts what is left or, as encodings with combining letters hold one back, what is held.
    func convert(flushing: Bool) -> (status: Int, reason: Int32) {
      let (status, reason, written) = unsafe room.withUnsafeMutableBufferPointer { room in
        var output = room.baseAddress
        var free = room.count
        let status =
          flushing
          ? unsafe iconv(converter, nil, nil, &output, &free)
          : unsafe iconv(converter, &input, &left, &output, &free)
        return (status, errno, room.count - free)
      }
      for i in 0..<written { text.append(UInt8(bitPattern: room[i])) }
      return (status, reason)
    }
    while left > 0 {
      let (status, reason) = convert(flushing: false)
      if status == -1, reason == E2BIG { continue }
      _ = convert(flushing: true)
      guard status == -1 else { continue }
      // A bad byte, or the text ends inside a character.
      text.append(contentsOf: [0xEF, 0xBF, 0xBD])
      let step = min(unit, left)
      unsafe input = input.map { unsafe $0 + step }
      left -= step
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static var failed: iconv_t? { unsafe iconv_t(bitPattern: -1) }

  /// Windows-1252 as browsers read it: its five unassigned bytes are the C1 controls.
  private static func windows1252(_ bytes: UnsafeRawBufferPointer) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in unsafe ByteView(bytes) {
      if byte < 0x80 {
        text.append(byte)
      } else {
        let scalar = WindowsLatin.scalar(byte)
        if scalar < 0x800 {
          text.append(UInt8(0xC0 | scalar >> 6))
        } else {
          text.append(UInt8(0xE0 | scalar >> 12))
          text.append(UInt8(0x80 | (scalar >> 6) & 0x3F))
        }
        text.append(UInt8(0x80 | scalar & 0x3F))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// The upper half of windows-1252, which also says what numeric references 128 to 159 mean.
enum WindowsLatin {
  /// The scalar value of `byte`, which is 0x80 or more.
  static func scalar(_ byte: UInt8) -> UInt32 {
    (0x80...0x9F).contains(byte) ? UInt32(table[Int(byte) - 0x80]) : UInt32(byte)
  }

  private static let table: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}
