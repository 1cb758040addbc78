internal import Bytes

/// The file that says which segments make the index: a few lines of text, the last a checksum.
///
/// It is replaced as a whole, so that the index is in the old state or the new, never between.
struct IndexManifest {
  static let fileName = "manifest"
  static let version = 1

  struct Entry {
    let number: Int
    let documents: Int
    let bytes: Int
    /// The generation that wrote the deleted documents; 0 if there are none.
    let deletedGeneration: Int

    var fileName: String { Self.fileName(number) }
    var deletedName: String? {
      deletedGeneration == 0 ? nil : "segment-\(number).deleted-\(deletedGeneration)"
    }

    static func fileName(_ number: Int) -> String { "segment-\(number).lede" }

    func deleted(folder: String) throws(IndexError) -> DocumentSet? {
      guard let deletedName else { return nil }
      let path = folder + "/" + deletedName
      let bytes: [UInt8]
      do throws(SystemError) { bytes = try FileSystem.read(path) } catch {
        throw error.isMissing
          ? IndexError(
            .damaged, path: path,
            reason: "the file is missing; restore it or build the index again")
          : IndexError(error)
      }
      guard let set = DocumentSet(encoded: bytes), set.capacity == documents else {
        throw IndexError.damaged(path, "deleted documents")
      }
      return set
    }
  }

  var generation: Int
  var attributes: [String: String]
  var segments: [Entry]

  var encoded: [UInt8] {
    var text = "lede index \(Self.version)\ngeneration \(generation)\n"
    for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
      text += "attribute \(name) \(value)\n"
    }
    for entry in segments {
      text += "segment \(entry.number) documents \(entry.documents) bytes \(entry.bytes)"
        + " deleted \(entry.deletedGeneration)\n"
    }
    let digits = String(Checksum.of(Array(text.utf8)), radix: 16)
    text += "checksum \(String(repeating: "0", count: 16 - digits.count))\(digits)\n"
    return Array(text.utf8)
  }

  /// Reads the manifest in `folder`.
  init(folder: String) throws(IndexError) {
    let path = folder + "/" + Self.fileName
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try FileSystem.read(path) } catch {
      guard error.isMissing else { throw IndexError(error) }
      guard FileSystem.isFolder(folder) else {
        throw IndexError(
          .missing, path: folder,
          reason: "there is no index here; build one with 'lede index FOLDER' or name another with "
            + "--index")
      }
      throw IndexError(
        .notAnIndex, path: folder,
        reason: "this folder holds no index; build one with 'lede index FOLDER' or name another "
          + "with --index")
    }
    try self.init(bytes, path: path)
  }

  private init(_ bytes: [UInt8], path: String) throws(IndexError) {
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard let first = lines.first, first.hasPrefix("lede index ") else {
      throw IndexError(.notAnIndex, path: path, reason: "this is not the manifest of an index")
    }
    guard first == "lede index \(Self.version)" else {
      throw IndexError(
        .incompatible, path: path,
        reason: "'\(first)' is of a newer version than this program reads (\(Self.version)); "
          + "update lede or build the index again")
    }
    guard lines.count >= 3, lines.popLast() == "", let last = lines.popLast() else {
      throw IndexError.damaged(path, "its end")
    }
    let body = bytes.dropLast(last.utf8.count + 1)
    let words = last.split(separator: " ")
    guard words.count == 2, words[0] == "checksum", words[1].utf8.count == 16,
      UInt64(words[1], radix: 16) == Checksum.of(Array(body))
    else { throw IndexError.damaged(path, "its checksum") }
    generation = 0
    attributes = [:]
    segments = []
    for line in lines.dropFirst() { try read(line, path) }
  }

  private mutating func read(_ line: String, _ path: String) throws(IndexError) {
    let words = line.split(separator: " ", maxSplits: 8).map(String.init)
    switch (words.first, words.count) {
    case ("generation", 2): generation = Int(words[1]) ?? 0
    case ("attribute", 3...):
      attributes[words[1]] = words.dropFirst(2).joined(separator: " ")
    case ("segment", 8):
      guard let number = Int(words[1]), let documents = Int(words[3]), let bytes = Int(words[5]),
        let deleted = Int(words[7])
      else { throw IndexError.damaged(path, "'\(line)'") }
      segments.append(
        Entry(number: number, documents: documents, bytes: bytes, deletedGeneration: deleted))
    default: throw IndexError.damaged(path, "'\(line)'")
    }
  }

  init(generation: Int, attributes: [String: String], segments: [Entry]) {
    self.generation = generation
    self.attributes = attributes
    self.segments = segments
  }
}
