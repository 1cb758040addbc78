/// A file that was found, before anything of it was read.
public struct DiscoveredFile: Sendable, Hashable {
  /// The path as the operating system takes it: any bytes but zero.
  public let pathBytes: [UInt8]
  /// The path as shown to people: bytes that are not UTF-8 read "\xE9".
  public let path: String
  /// The size in bytes when it was found.
  public let size: Int
  /// When it was last changed, in nanoseconds since 1970.
  public let modifiedNanoseconds: Int64

  /// A file of these parts.
  public init(pathBytes: [UInt8], size: Int, modifiedNanoseconds: Int64) {
    self.pathBytes = pathBytes
    self.path = Self.shown(pathBytes)
    self.size = size
    self.modifiedNanoseconds = modifiedNanoseconds
  }

  /// `bytes` as text: different paths give different texts.
  public static func shown(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self),
      !text.utf8.contains(where: { $0 < 0x20 })
    {
      return text
    }
    return unsafe bytes.withUnsafeBytes { buffer in
      let view = unsafe ByteView(buffer)
      var shown: [UInt8] = []
      var i = 0
      while i < view.count {
        let length = UTF8Sequence.length(in: view, at: i)
        if length == 0 || view[i] < 0x20 {
          let hex = String(view[i], radix: 16, uppercase: true)
          shown += Array(("\\x" + (hex.utf8.count < 2 ? "0" : "") + hex).utf8)
        } else {
          view.copy(i..<i + length, to: &shown)
        }
        i += max(length, 1)
      }
      return String(decoding: shown, as: UTF8.self)
    }
  }
}
