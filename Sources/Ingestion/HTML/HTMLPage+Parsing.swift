extension HTMLPage {
  /// The largest page that is read, in bytes; the longest real ones have about 5 million.
  static let sizeLimit = 16 << 20

  /// The page whose markup is `bytes`, in UTF-8; what lies beyond `sizeLimit` is left out.
  ///
  /// A page nested too deeply is read again with nothing but its paragraph breaks.
  /// - Parameter usesStructuredData: whether JSON-LD and microdata (itemprop) are read.
  /// - Complexity: linear.
  init(parsing bytes: [UInt8], usesStructuredData: Bool = true) {
    let source = bytes.count > Self.sizeLimit ? Array(bytes.prefix(Self.sizeLimit)) : bytes
    var prepass = HTMLPrepass(source)
    prepass.run()
    var events = HTMLEventParser.events(of: prepass.output)
    if events == nil {
      prepass = HTMLPrepass(source, isFlattened: true)
      prepass.run()
      events = HTMLEventParser.events(of: prepass.output)
    }
    if !usesStructuredData { events?.remove(.itemprop) }
    self = HTMLPageBuilder.page(of: events ?? HTMLEvents())
    guard usesStructuredData else { return }
    structuredData = prepass.structuredData.map { Array(source[$0]) }
  }
}
