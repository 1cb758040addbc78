internal import Bytes

/// The file that says which segments make the index: a few lines of text, the last a checksum.
///
/// It is replaced as a whole, so that the index is in the old state or the new, never between. The
/// grammar is specified in `Index/README.md`; a manifest that this program would not write itself,
/// byte by byte, is damaged.
struct IndexManifest {
  static let fileName = "manifest"
  /// The newest version that is known.
  ///
  /// Only a manifest that names hidden documents is of version 2, so that programs of before, which
  /// would find them, refuse it as too new.
  private static let newestVersion = 2
  /// Far more than the largest index needs.
  private static let mostBytes = 1 << 24

  var generation: Int
  var attributes: [String: String]
  var segments: [Entry]

  init(generation: Int, attributes: [String: String], segments: [Entry]) {
    self.generation = generation
    self.attributes = attributes
    self.segments = segments
  }

  private var version: Int { segments.contains { $0.hiddenGeneration > 0 } ? 2 : 1 }

  var encoded: [UInt8] {
    var text = "lede index \(version)\ngeneration \(generation)\n"
    let sorted = attributes.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    for (name, value) in sorted { text += "attribute \(name) \(value)\n" }
    for entry in segments { text += entry.line + "\n" }
    return Array("\(text)checksum \(Checksum.of(Array(text.utf8)).hexadecimal)\n".utf8)
  }

  /// Reads the manifest in `folder`.
  init(folder: String) throws(IndexError) {
    let path = folder + "/" + Self.fileName
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try FileSystem.read(path, atMost: Self.mostBytes) } catch {
      if error.isInsideFile {
        throw IndexError(
          .notAnIndex, path: folder,
          reason: "this is a file and no index; name the folder of an index with --index")
      }
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

  /// Reads a manifest; `path` is for errors.
  init(_ bytes: [UInt8], path: String) throws(IndexError) {
    let first = String(
      decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }.prefix(80), as: UTF8.self)
    let head = "lede index "
    guard first.hasPrefix(head) else {
      throw IndexError(
        .notAnIndex, path: path,
        reason: "this is not the manifest of an index; restore it or build the index again")
    }
    // The version comes first: what a newer one puts at the end is not known.
    if let version = Int(first.dropFirst(head.count)), version > Self.newestVersion {
      throw IndexError(
        .incompatible, path: path,
        reason: "format \(version) is of a newer version than this program reads "
          + "(\(Self.newestVersion)); update lede or build the index again")
    }
    let end = bytes.count - "checksum 0123456789abcdef\n".utf8.count
    let body = bytes.prefix(max(end, 0))
    guard
      bytes.dropFirst(body.count).elementsEqual(
        "checksum \(Checksum.of(Array(body)).hexadecimal)\n".utf8)
    else { throw IndexError.damaged(path, "its checksum") }
    guard (1...Self.newestVersion).contains(where: { first == "\(head)\($0)" }) else {
      throw IndexError.damaged(path, "its first line")
    }
    generation = 0
    attributes = [:]
    segments = []
    let lines = body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for line in lines.dropFirst().dropLast() {
      guard read(String(decoding: line, as: UTF8.self)) else {
        throw IndexError.damaged(path, "'\(String(decoding: line.prefix(80), as: UTF8.self))'")
      }
    }
    guard generation > 0,
      segments.allSatisfy({ max($0.deletedGeneration, $0.hiddenGeneration) <= generation }),
      Set(segments.map(\.number)).count == segments.count, encoded == bytes
    else { throw IndexError.damaged(path, "its lines") }
  }

  /// Takes in one line; false if it is none of ours.
  private mutating func read(_ line: String) -> Bool {
    let words = line.utf8.split(
      separator: UInt8(ascii: " "), maxSplits: 2,
      omittingEmptySubsequences: false
    ).map { String(decoding: $0, as: UTF8.self) }
    switch (words[0], words.count) {
    case ("generation", 2):
      generation = Int(words[1]) ?? 0
    case ("attribute", 3):
      attributes[words[1]] = words[2]
    case ("segment", 3):
      guard let entry = Entry(line: line) else { return false }
      segments.append(entry)
    default: return false
    }
    return true
  }
}

extension UInt64 {
  /// Sixteen hexadecimal digits, lower case.
  var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
