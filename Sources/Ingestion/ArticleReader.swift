public import Articles

/// What is read in one go: a file, or a range of a large file of lines.
public struct ReadingUnit: Sendable, Hashable {
  /// The file.
  public let file: DiscoveredFile
  /// The bytes whose lines are read, a line belonging to the range it begins in; nil for the whole.
  public let range: Range<Int>?

  /// A unit of these parts.
  public init(file: DiscoveredFile, range: Range<Int>? = nil) {
    self.file = file
    self.range = range
  }
}

/// What came of reading a unit.
public struct ReadingOutcome: Sendable {
  /// How many articles were read.
  public var articles = 0
  /// What could not be read, the file as a whole or records of it, the first 1,000.
  public var failures: [IngestionError] = []
  /// How many failures there were.
  public var failureCount = 0
  /// Why there is no article although nothing is wrong, or nil.
  public var skipped: String?
  /// How many bytes of title and body the articles have.
  public var textBytes = 0

  /// An outcome of nothing.
  public init() {}
}

/// Reads the articles of files of any format: the entry to this module.
///
/// Stateless and safe to use from several threads.
public struct ArticleReader: Sendable {
  private let override: (any ArticleFormat.Type)?
  private let usesStructuredData: Bool

  /// A reader that finds out the format of each file, or takes all for `format`.
  ///
  /// - Parameter usesStructuredData: whether what pages say of themselves in JSON-LD and microdata is
  ///   believed.
  /// - Throws: `IngestionError` that lists the known formats if there is none of that name.
  public init(format: String? = nil, usesStructuredData: Bool = true) throws(IngestionError) {
    self.usesStructuredData = usesStructuredData
    if let format { override = try FormatRegistry.format(named: format) } else { override = nil }
  }

  /// The units to read a file in: ranges of about `unitBytes` for large uncompressed JSON Lines, so
  /// that several threads can share a file; otherwise the whole file.
  ///
  /// The same file and size give the same units. Looks at the file's first line only.
  public func units(of file: DiscoveredFile, unitBytes: Int) -> [ReadingUnit] {
    let size = max(unitBytes, 64 << 10)
    guard file.size > size + size / 2, let bytes = try? FileBytes(file) else {
      return [ReadingUnit(file: file)]
    }
    let isSplit = unsafe bytes.withBytes { content in
      let document = unsafe self.document(file, content)
      guard unsafe !ArchiveReader.isArchive(content),
        unsafe CharacterDecoding.byteOrderMark(content).map({ $0.encoding == "UTF-8" }) ?? true
      else { return false }
      let format = override ?? FormatRegistry.format(of: document)?.format
      return format == JSONLinesFormat.self && JSONLinesFormat.isLineBased(document)
    }
    guard isSplit else { return [ReadingUnit(file: file)] }
    return stride(from: 0, to: file.size, by: size).map {
      // The last range has no end: the file may have grown since it was found.
      ReadingUnit(file: file, range: $0..<($0 + size >= file.size ? Int.max : $0 + size))
    }
  }

  /// Reads a unit; articles go to `onArticle` as they are read.
  ///
  /// - Parameter onPage: what gets an article of a page in its place, with all that is known of how it
  ///   was found.
  public func read(
    _ unit: ReadingUnit, onPage: ((ExtractedPage) -> Void)? = nil,
    onArticle: (consuming Article) -> Void
  ) -> ReadingOutcome {
    withoutActuallyEscaping(onArticle) { onArticle in
      var sink = ArticleSink(onPage: onPage, onArticle)
      do throws(IngestionError) {
        let bytes = try FileBytes(unit.file)
        sink = unsafe bytes.withBytes { [sink] content in
          var sink = sink
          let document = unsafe self.document(unit.file, content)
          if let range = unit.range {
            JSONLinesFormat.readLines(of: document, in: range, into: &sink)
          } else {
            read(document, nesting: 0, into: &sink)
          }
          return sink
        }
      } catch {
        sink.fail(error)
      }
      var outcome = ReadingOutcome()
      outcome.articles = sink.articleCount
      outcome.failures = sink.failures
      outcome.failureCount = sink.failureCount
      outcome.skipped = sink.articleCount == 0 && sink.failureCount == 0 ? sink.skipped : nil
      outcome.textBytes = sink.textBytes
      if sink.articleCount == 0, sink.failureCount == 0, outcome.skipped == nil, unit.range == nil {
        outcome.skipped = "holds no articles"
      }
      return outcome
    }
  }

  private func document(_ file: DiscoveredFile, _ bytes: UnsafeRawBufferPointer) -> SourceDocument {
    unsafe SourceDocument(
      path: file.path, bytes: bytes, modified: file.modifiedNanoseconds / 1_000_000_000,
      usesStructuredData: usesStructuredData)
  }

  /// Reads a document, and if it is an archive, what is in it.
  private func read(_ document: SourceDocument, nesting: Int, into sink: inout ArticleSink) {
    if unsafe document.bytes.isEmpty {
      return sink.fail(IngestionError(.empty, path: document.path, reason: "is empty"))
    }
    if unsafe ArchiveReader.isArchive(document.bytes) {
      return readArchive(document, nesting: nesting, into: &sink)
    }
    guard let format = override ?? format(of: document, into: &sink) else { return }
    do throws(IngestionError) {
      try format.readArticles(from: document, into: &sink)
    } catch {
      sink.fail(error)
    }
  }

  private func readArchive(_ document: SourceDocument, nesting: Int, into sink: inout ArticleSink) {
    let office: Set<String> = ["docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "jar", "apk"]
    if let kind = office.first(where: { document.name.lowercased().hasSuffix("." + $0) }) {
      return sink.skip("is a document of the kind .\(kind), which is not read")
    }
    guard nesting < ArchiveLimits.maximumNesting else {
      return sink.fail(
        IngestionError(
          .archive, path: document.path,
          reason: "lies in more than \(ArchiveLimits.maximumNesting) archives; unpack it first"))
    }
    // Both closures fill the sink, one after the other.
    let box = SinkBox(sink)
    ArchiveReader.read(
      document, onMember: { read($0, nesting: nesting + 1, into: &box.sink) },
      onFailure: { box.sink.fail($0) })
    sink = box.sink
  }

  private func format(
    of document: SourceDocument, into sink: inout ArticleSink
  ) -> (any ArticleFormat.Type)? {
    let found = FormatRegistry.format(of: document)
    let isCertain = found?.confidence == .certain
    if let kind = BinaryKind.signature(of: document)
      ?? (isCertain ? nil : BinaryKind.shape(of: document))
    {
      sink.skip("is \(kind)")
      return nil
    }
    if let found { return found.format }
    let root = document.markup.root
    sink.skip(
      root.isEmpty
        ? "is in no known format; name one with --format if it holds articles"
        : "is XML of an unknown kind, <\(root)>")
    return nil
  }
}

/// A sink that several closures fill.
final class SinkBox {
  var sink: ArticleSink
  init(_ sink: ArticleSink) { self.sink = sink }
}
