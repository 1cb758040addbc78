/// The bytes of one document and where they came from: a file, or a member of an archive.
@safe public struct SourceDocument {
  /// The path as shown to people; a member of an archive reads "archive.zip!member.html".
  public let path: String
  /// The decompressed bytes; valid only during the call that lends the document.
  public let bytes: UnsafeRawBufferPointer
  /// When the file was last changed, in seconds since 1970.
  public let modified: Int64
  /// What a transport said of the bytes, such as the charset of an HTTP header in a WARC record.
  public let declaredEncoding: String?

  /// The address it was fetched from, or "".
  public let address: String
  /// Whether what a page says of itself in JSON-LD and microdata is believed.
  public let usesStructuredData: Bool
  /// What the first bytes tell of its markup; every format asks.
  let markup: MarkupProbe

  /// A document of these parts.
  public init(
    path: String, bytes: UnsafeRawBufferPointer, modified: Int64, declaredEncoding: String? = nil,
    usesStructuredData: Bool = true, address: String = ""
  ) {
    self.path = path
    unsafe self.bytes = unsafe bytes
    self.modified = modified
    self.declaredEncoding = declaredEncoding
    self.usesStructuredData = usesStructuredData
    self.address = address
    markup = unsafe MarkupProbe(bytes)
  }

  /// The name after the last "/" or "!".
  public var name: Substring {
    path[
      (path.lastIndex { $0 == "/" || $0 == "!" }.map { path.index(after: $0) } ?? path.startIndex)...
    ]
  }
}
