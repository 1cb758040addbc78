internal import CLibXML2

/// libxml2's HTML parser as a function from markup to events.
///
/// SAX into our own tape: the library's tree stops at 256 levels and costs twice the time, and its
/// push parser gives different elements for different chunk sizes. One context a call; thread-safe.
enum HTMLEventParser {
  /// Deeper markup is refused; the deepest real page seen has 51 levels.
  static let depthLimit = 512

  /// The events of `markup`, which is UTF-8 as `HTMLPrepass` writes it, or nil if it nests deeper
  /// than `depthLimit`.
  ///
  /// - Complexity: linear in the markup, for at most `depthLimit` elements are open at once.
  static func events(of markup: [UInt8]) -> HTMLEvents? {
    initialised
    guard !markup.isEmpty, let size = Int32(exactly: markup.count),
      let context = unsafe htmlNewParserCtxt()
    else { return HTMLEvents() }
    defer { unsafe htmlFreeParserCtxt(context) }
    let recording = HTMLRecording()
    recording.events.bytes.reserveCapacity(markup.count)
    unsafe recording.context = context
    unsafe install(on: context, recording: recording)
    withExtendedLifetime(recording) {
      unsafe markup.withUnsafeBytes { bytes in
        guard let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else {
          return
        }
        let options =
          HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue
          | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue
        // The encoding is given, so that no declaration in the page is believed.
        let document = unsafe htmlCtxtReadMemory(
          context, start, size, nil, "UTF-8", Int32(options))
        if let document = unsafe document { unsafe xmlFreeDoc(document) }
      }
    }
    return recording.isTooDeep ? nil : recording.events
  }

  /// The library must be set up once before the first thread uses it.
  private static let initialised: Void = xmlInitParser()

  private static func install(
    on context: htmlParserCtxtPtr, recording: HTMLRecording
  ) {
    unsafe context.pointee.userData = Unmanaged.passUnretained(recording).toOpaque()
    guard let handlers = unsafe context.pointee.sax else { return }
    unsafe handlers.pointee = unsafe xmlSAXHandler()
    unsafe handlers.pointee.startElement = { receiver, name, attributes in
      unsafe HTMLRecording.of(receiver)?.start(name, attributes)
    }
    unsafe handlers.pointee.endElement = { receiver, name in
      unsafe HTMLRecording.of(receiver)?.end(name)
    }
    unsafe handlers.pointee.characters = { receiver, bytes, count in
      unsafe HTMLRecording.of(receiver)?.text(bytes, count)
    }
    unsafe handlers.pointee.ignorableWhitespace = unsafe handlers.pointee.characters
    unsafe handlers.pointee.cdataBlock = unsafe handlers.pointee.characters
  }
}

/// The tape being written during one parse; libxml2 knows its address.
@safe private final class HTMLRecording {
  var events = HTMLEvents()
  var isTooDeep = false
  private var depth = 0
  var context: htmlParserCtxtPtr?

  static func of(_ receiver: UnsafeMutableRawPointer?) -> HTMLRecording? {
    unsafe receiver.map {
      unsafe Unmanaged<HTMLRecording>.fromOpaque($0).takeUnretainedValue()
    }
  }

  func start(
    _ name: UnsafePointer<xmlChar>?,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    guard !isTooDeep else { return }
    depth += 1
    if depth > HTMLEventParser.depthLimit {
      isTooDeep = true
      unsafe xmlStopParser(context)
      return
    }
    events.start(unsafe HTMLTag(nameHash: hash(name)))
    guard let attributes = unsafe attributes else { return }
    var index = 0
    while let key = unsafe attributes[index] {
      if let attribute = unsafe HTMLAttribute(nameHash: hash(key)) {
        let start = events.bytes.count
        if let value = unsafe attributes[index + 1] {
          unsafe events.bytes.append(
            contentsOf: UnsafeBufferPointer(start: value, count: Int(xmlStrlen(value))))
        }
        events.attribute(attribute, from: start)
      }
      index += 2
    }
  }

  func end(_ name: UnsafePointer<xmlChar>?) {
    guard !isTooDeep else { return }
    depth -= 1
    events.end(unsafe HTMLTag(nameHash: hash(name)))
  }

  func text(_ bytes: UnsafePointer<xmlChar>?, _ count: Int32) {
    guard !isTooDeep, count > 0, let bytes = unsafe bytes else { return }
    let start = events.bytes.count
    unsafe events.bytes.append(
      contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
    events.text(from: start)
  }

  private func hash(_ name: UnsafePointer<xmlChar>?) -> UInt64 {
    var hash = NameHash.seed
    guard var byte = unsafe name else { return hash }
    while unsafe byte.pointee != 0 {
      unsafe NameHash.add(byte.pointee, to: &hash)
      unsafe byte += 1
    }
    return hash
  }
}
