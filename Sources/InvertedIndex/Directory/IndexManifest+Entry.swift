internal import Bytes

extension IndexManifest {
  /// What the manifest says of one segment.
  struct Entry: Equatable {
    let number: Int
    let documents: Int
    let bytes: Int
    /// The checksum of the segment's header, which stands for all of its bytes.
    let checksum: UInt64
    /// The generation that wrote the deleted documents; 0 if there are none.
    let deletedGeneration: Int

    init(number: Int, documents: Int, bytes: Int, checksum: UInt64, deletedGeneration: Int) {
      self.number = number
      self.documents = documents
      self.bytes = bytes
      self.checksum = checksum
      self.deletedGeneration = deletedGeneration
    }

    init(_ view: SegmentView) {
      self.init(
        number: view.number, documents: view.segment.documentCount, bytes: view.segment.byteCount,
        checksum: view.segment.checksum,
        deletedGeneration: view.deleted == nil ? 0 : view.deletedGeneration)
    }

    /// The line of the manifest, without its end.
    var line: String {
      "segment \(number) documents \(documents) bytes \(bytes) checksum \(checksum.hexadecimal)"
        + " deleted \(deletedGeneration)"
    }

    /// What `line` says, or nil if it is malformed.
    init?(line: String) {
      let words = line.split(separator: " ")
      guard words.count == 10, let number = Int(words[1]), let documents = Int(words[3]),
        let bytes = Int(words[5]), let checksum = UInt64(words[7], radix: 16),
        let deleted = Int(words[9]), number > 0, number < 1 << 40,
        (0..<Int(DocID.end)).contains(documents), bytes >= 0, deleted >= 0
      else { return nil }
      self.init(
        number: number, documents: documents, bytes: bytes, checksum: checksum,
        deletedGeneration: deleted)
    }

    var fileName: String { Self.fileName(number) }

    var deletedName: String? {
      deletedGeneration == 0 ? nil : "segment-\(number).deleted-\(deletedGeneration)"
    }

    static func fileName(_ number: Int) -> String { "segment-\(number).lede" }

    /// Whether a file of this name is a segment's, or what is deleted from one.
    static func isOurs(_ name: String) -> Bool {
      guard name.hasPrefix("segment-") else { return false }
      let parts = name.dropFirst("segment-".count).split(
        separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2, isNumber(parts[0]) else { return false }
      return parts[1] == "lede"
        || parts[1].hasPrefix("deleted-") && isNumber(parts[1].dropFirst("deleted-".count))
    }

    private static func isNumber(_ text: Substring) -> Bool {
      !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Opens the segment in `folder`.
    func segment(folder: String) throws(IndexError) -> Segment {
      let segment = try Segment(path: folder + "/" + fileName)
      guard segment.documentCount == documents, segment.byteCount == bytes,
        segment.checksum == checksum
      else {
        throw IndexError(
          .damaged, path: segment.path, place: "header",
          reason: "this is not the file that the manifest names; "
            + "restore it or build the index again")
      }
      return segment
    }

    /// The documents deleted from the segment, as its file in `folder` says; nil if none are.
    func deleted(folder: String) throws(IndexError) -> DocumentSet? {
      guard let deletedName else { return nil }
      let path = folder + "/" + deletedName
      let bytes: [UInt8]
      do throws(SystemError) {
        bytes = try FileSystem.read(path, atMost: documents / 8 + 128)
      } catch {
        throw error.isMissing
          ? IndexError(
            .damaged, path: path,
            reason: "the file is missing; restore it or build the index again")
          : IndexError(error)
      }
      guard
        let set = DocumentSet(
          encoded: bytes, segment: number, generation: deletedGeneration, capacity: documents)
      else { throw IndexError.damaged(path, "deleted documents") }
      return set
    }
  }
}
