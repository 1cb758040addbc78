internal import CLibXML2

/// What receives the events of a parse, in document order.
protocol XMLEventHandler: AnyObject {
  /// An element begins; `prefix` is the canonical one of its namespace, "" if it has none.
  func start(_ name: XMLName, attributes: [(name: XMLName, value: String)], line: Int)
  /// The innermost open element ends.
  func end()
  /// Text, in pieces of any size.
  func text(_ bytes: UnsafeRawBufferPointer)
}

/// A lower-cased local name and the usual prefix of its namespace, written "dc:creator".
typealias XMLName = String

/// Reads mended XML of any size through libxml2's push parser.
///
/// No network, no document type, no external entities, no recovery modes that lift limits: what a
/// document could ask for is not there. One context per parse; safe from several threads.
enum XMLEventParser {
  /// How a parse ended.
  struct Ending {
    /// The first error that libxml2 could not mend, and its line; nil if there was none.
    var failure: (reason: String, line: Int)?
    /// The name of the outermost element that the document left open.
    var unclosedRoot: String?
  }

  /// Sends the events of `utf8` to `handler`; elements named in `records` never nest.
  ///
  /// - Complexity: linear; holds about 200 KiB beside the document.
  static func parse(
    _ utf8: ByteView, records: Set<String>, to handler: any XMLEventHandler
  ) -> Ending {
    _ = libraryIsReady
    var repair = XMLRepair(utf8, records: records)
    let state = ParseState(handler: handler)
    var callbacks = unsafe xmlSAXHandler()
    unsafe callbacks.initialized = UInt32(XML_SAX2_MAGIC)
    unsafe callbacks.startElementNs = startElement
    unsafe callbacks.endElementNs = { context, _, _, _ in
      unsafe ParseState.of(context)?.handler.end()
    }
    unsafe callbacks.characters = characters
    unsafe callbacks.ignorableWhitespace = characters
    unsafe callbacks.cdataBlock = characters
    unsafe callbacks.serror = { context, error in
      guard let state = unsafe ParseState.of(context), let error = unsafe error else { return }
      unsafe state.note(error.pointee)
    }
    let opaque = unsafe Unmanaged.passUnretained(state).toOpaque()
    let context = unsafe xmlCreatePushParserCtxt(&callbacks, opaque, nil, 0, nil)
    guard let context = unsafe context else {
      return Ending(failure: ("there is not enough memory to read it", 0), unclosedRoot: nil)
    }
    defer { unsafe xmlFreeParserCtxt(context) }
    let options = XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue
    _ = unsafe xmlCtxtUseOptions(context, Int32(bitPattern: options))
    unsafe state.context = unsafe context
    repeat {
      repair.fill()
      unsafe repair.output.withUnsafeBytes { chunk in
        let bytes = unsafe chunk.bindMemory(to: CChar.self).baseAddress
        _ = unsafe xmlParseChunk(context, bytes, Int32(chunk.count), 0)
      }
      if unsafe context.pointee.disableSAX == 1 { break }
    } while !repair.isAtEnd
    _ = unsafe xmlParseChunk(context, nil, 0, 1)
    withExtendedLifetime(state) {}
    return Ending(failure: state.failure, unclosedRoot: repair.unclosedRoot)
  }

  /// Initialises libxml2 once, before any parse, and makes it refuse whatever lies outside.
  private static let libraryIsReady: Bool = {
    xmlInitParser()
    unsafe xmlSetExternalEntityLoader { _, _, _ in nil }
    return true
  }()

  private static let startElement: startElementNsSAX2Func = {
    context, name, prefix, address, _, _, attributeCount, _, attributes in
    guard let state = unsafe ParseState.of(context), let name = unsafe name else { return }
    var values: [(name: XMLName, value: String)] = []
    if let attributes = unsafe attributes {
      for i in 0..<Int(attributeCount) {
        let field = unsafe attributes + 5 * i
        guard let name = unsafe field[0], let start = unsafe field[3], let end = unsafe field[4]
        else { continue }
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: end - start)
        let label = unsafe state.name(name, prefix: field[1], address: field[2])
        values.append((label, unsafe value(ByteView(bytes))))
      }
    }
    let line = unsafe state.context.map { unsafe Int(xmlSAX2GetLineNumber($0)) } ?? 0
    unsafe state.handler.start(
      state.name(name, prefix: prefix, address: address), attributes: values, line: line)
  }

  /// The value of an attribute; libxml2 leaves "&#38;" in it for a tree builder to read.
  private static func value(_ bytes: ByteView) -> String {
    guard var next = bytes.firstIndex(of: ampersand, from: 0) else { return bytes.text }
    var value: [UInt8] = []
    var start = 0
    while true {
      bytes.copy(start..<next, to: &value)
      value.append(0x26)
      start = next + ampersand.count
      guard let found = bytes.firstIndex(of: ampersand, from: start) else { break }
      next = found
    }
    bytes.copy(start..<bytes.count, to: &value)
    return String(decoding: value, as: UTF8.self)
  }

  private static let ampersand = Array("&#38;".utf8)

  private static let characters: charactersSAXFunc = { context, bytes, count in
    guard let state = unsafe ParseState.of(context), let bytes = unsafe bytes, count > 0 else {
      return
    }
    unsafe state.handler.text(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
  }
}

/// What the callbacks of one parse share.
@safe private final class ParseState {
  let handler: any XMLEventHandler
  var failure: (reason: String, line: Int)?
  var context: xmlParserCtxtPtr?
  /// libxml2 keeps one copy of each name of a parse, so its address stands for it.
  private var names: [NameKey: XMLName] = [:]

  init(handler: any XMLEventHandler) {
    self.handler = handler
    unsafe context = nil
  }

  private struct NameKey: Hashable {
    let name: UInt
    let prefix: UInt
    let address: UInt
  }

  static func of(_ context: UnsafeMutableRawPointer?) -> ParseState? {
    unsafe context.map { unsafe Unmanaged<ParseState>.fromOpaque($0).takeUnretainedValue() }
  }

  func name(
    _ name: UnsafePointer<xmlChar>, prefix: UnsafePointer<xmlChar>?,
    address: UnsafePointer<xmlChar>?
  ) -> XMLName {
    let key = NameKey(
      name: UInt(bitPattern: name), prefix: UInt(bitPattern: prefix),
      address: UInt(bitPattern: address))
    if let known = names[key] { return known }
    let local = unsafe String(cString: name).lowercased()
    let given = unsafe prefix.map { unsafe String(cString: $0).lowercased() } ?? ""
    let uri = unsafe address.map { unsafe String(cString: $0) } ?? ""
    let canonical = XMLNamespace.prefix(of: uri) ?? given
    let text = canonical.isEmpty ? local : canonical + ":" + local
    // A hostile document may invent names for ever; beyond this they are made anew each time.
    if names.count < 10_000 { names[key] = text }
    return text
  }

  func note(_ error: xmlError) {
    guard failure == nil, unsafe error.level == XML_ERR_FATAL, let message = unsafe error.message
    else { return }
    let text = unsafe String(cString: message).split(separator: "\n").first.map(String.init) ?? ""
    failure = unsafe (text, Int(error.line))
  }
}
