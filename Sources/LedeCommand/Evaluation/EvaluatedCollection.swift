internal import Glibc
internal import RankingEvaluation

/// Topics and judgments, and where they come from.
struct EvaluatedCollection {
  /// A file that was read, with what it held.
  struct File: Equatable {
    let path: String
    /// The digest SHA-256.
    let digest: String

    /// The file `path` as it is now.
    init(_ path: String) throws {
      self.path = path
      digest = SHA256.hexadecimal(of: try EvaluatedCollection.bytes(of: path))
    }

    init(path: String, digest: String) {
      self.path = path
      self.digest = digest
    }
  }

  /// Where topics and judgments come from.
  enum Source: Equatable {
    /// Two files; none of topics where only runs are evaluated.
    case files(topics: File?, judgments: File)
    /// Headlines of the index, so many chosen by a seed.
    case knownItems(count: Int)
  }

  let source: Source
  /// What is asked; empty where only runs are evaluated.
  let topics: [Topic]
  let judgments: Judgments

  /// Reads topics and judgments.
  init(topics: String?, judgments: String) throws {
    source = .files(topics: try topics.map { try File($0) }, judgments: try File(judgments))
    self.topics =
      try topics.map { path throws(EvaluationError) in try TopicReader.read(path) } ?? []
    self.judgments = try Judgments.read(judgments)
  }

  init(source: Source, topics: [Topic], judgments: Judgments) {
    self.source = source
    self.topics = topics
    self.judgments = judgments
  }

  /// All of the file `path`.
  static func bytes(of path: String) throws(CommandError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = unsafe String(cString: strerror(errno))
      throw CommandError("\(path): cannot be read (\(reason)); check the name and the permissions")
    }
    defer { close(descriptor) }
    let (bytes, problem) = FileDescriptor.readAll(descriptor)
    if let problem { throw CommandError("\(path): cannot be read (\(problem))") }
    return bytes
  }
}
