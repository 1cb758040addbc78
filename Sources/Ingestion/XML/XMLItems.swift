/// Reads a document item by item: one small tree per entry, so that feeds of any size stream.
enum XMLItems {
  /// Larger items are refused and skipped, in bytes of text and structure.
  static let maximumItem = 64 << 20
  /// What stands around the items is kept up to this size, in bytes.
  static let maximumEnvelope = 1 << 20
  /// Documents in another encoding than UTF-8 are converted whole, up to this size in bytes.
  static let maximumConverted = 256 << 20

  /// What a reading found.
  struct Summary {
    var items = 0
    /// The tree of all that is no item.
    var envelope: XMLTree
  }

  /// Calls `onItem` for each outermost element named in `names`, with what surrounds the items as
  /// far as it was read, and the number of the item, from 1.
  ///
  /// A document cut short gives its items and reports the rest to `sink`.
  /// - Throws: `IngestionError` if it is too large to convert, or no item could be read because
  ///   the markup is broken.
  @discardableResult
  static func read(
    _ document: SourceDocument, items names: Set<String>, into sink: inout ArticleSink,
    onItem: (XMLElement, XMLElement, Int, inout ArticleSink) -> Void
  ) throws(IngestionError) -> Summary {
    let declared = unsafe CharacterDecoding.declaredEncoding(inXML: document.bytes)
    let transport = document.declaredEncoding
    let isSmall = unsafe document.bytes.count <= maximumConverted
    guard
      unsafe isSmall
        || CharacterDecoding.isUTF8(document.bytes, transport: transport, declared: declared)
    else {
      throw IngestionError(
        .tooLarge, path: document.path,
        reason: "is larger than 256 MB and not in UTF-8; convert it with iconv first")
    }
    let received = sink
    let (collector, ending) = withoutActuallyEscaping(onItem) { onItem in
      let collector = ItemCollector(
        names: names, path: document.path, sink: received, onItem: onItem)
      let ending = unsafe CharacterDecoding.withUTF8(
        document.bytes, transport: transport, declared: declared
      ) { unsafe XMLEventParser.parse(ByteView($0), records: names, to: collector) }
      collector.release()
      return (collector, ending)
    }
    sink = collector.sink
    return try result(of: collector, ending, document.path, into: &sink)
  }

  private static func result(
    of collector: ItemCollector, _ ending: XMLEventParser.Ending, _ path: String,
    into sink: inout ArticleSink
  ) throws(IngestionError) -> Summary {
    if let failure = ending.failure {
      let error = IngestionError(
        .malformed, path: path, place: "line \(failure.line)",
        reason:
          "the XML cannot be read any further (\(failure.reason)); ask the sender for it again")
      if collector.count == 0 { throw error }
      sink.fail(error)
    } else if let root = ending.unclosedRoot {
      sink.fail(
        IngestionError(
          .malformed, path: path, place: "record \(collector.count)",
          reason: "ends before </\(root)>, as if it had been cut off; fetch it again"))
    }
    return Summary(items: collector.count, envelope: collector.envelope)
  }
}

/// Cuts the items out of the stream of events.
private final class ItemCollector: XMLEventHandler {
  let names: Set<String>
  let path: String
  var sink: ArticleSink
  private var onItem: ((XMLElement, XMLElement, Int, inout ArticleSink) -> Void)?
  let envelope = XMLTree(root: XMLRepair.root)
  var count = 0
  private var item: XMLTree?
  private var isTooLarge = false
  private var envelopeIsFull = false
  private var skippedInItem = 0
  private var skippedInEnvelope = 0

  init(
    names: Set<String>, path: String, sink: ArticleSink,
    onItem: @escaping (XMLElement, XMLElement, Int, inout ArticleSink) -> Void
  ) {
    self.names = names
    self.path = path
    self.sink = sink
    self.onItem = onItem
  }

  func start(_ name: XMLName, attributes: [(name: XMLName, value: String)], line: Int) {
    if item != nil {
      guard !isTooLarge else {
        skippedInItem += 1
        return
      }
      item?.start(name, attributes: attributes, line: line)
      checkSize()
    } else if names.contains(name) {
      let tree = XMLTree(root: "")
      tree.start(name, attributes: attributes, line: line)
      item = tree
    } else if name != XMLRepair.root {
      if envelopeIsFull {
        skippedInEnvelope += 1
      } else {
        envelope.start(name, attributes: attributes, line: line)
        envelopeIsFull = envelope.size > XMLItems.maximumEnvelope
      }
    }
  }

  func end() {
    if item != nil {
      if skippedInItem > 0 {
        skippedInItem -= 1
      } else {
        item?.end()
        if item?.depth == 1 { finish() }
      }
    } else if skippedInEnvelope > 0 {
      skippedInEnvelope -= 1
    } else {
      envelope.end()
    }
  }

  /// Lets go of the closure, which lives no longer than the parse.
  func release() { onItem = nil }

  func text(_ bytes: UnsafeRawBufferPointer) {
    if item != nil {
      if !isTooLarge {
        unsafe item?.append(bytes)
        checkSize()
      }
    } else if !envelopeIsFull {
      unsafe envelope.append(bytes)
      envelopeIsFull = envelope.size > XMLItems.maximumEnvelope
    }
  }

  private func checkSize() {
    if let size = item?.size, size > XMLItems.maximumItem { isTooLarge = true }
  }

  private func finish() {
    count += 1
    defer {
      item = nil
      isTooLarge = false
    }
    if isTooLarge {
      sink.fail(
        IngestionError(
          .tooLarge, path: path, place: "record \(count)",
          reason: "is larger than 64 MB and was left out; split it"))
    } else if let root = item?.root, let element = root.children.first(where: { _ in true }) {
      onItem?(element, envelope.root, count, &sink)
    }
  }
}
