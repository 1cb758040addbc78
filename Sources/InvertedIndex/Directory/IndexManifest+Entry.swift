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
    /// The generation that wrote the hidden documents; 0 if there are none.
    let hiddenGeneration: Int

    init(
      number: Int, documents: Int, bytes: Int, checksum: UInt64, deletedGeneration: Int,
      hiddenGeneration: Int = 0
    ) {
      self.number = number
      self.documents = documents
      self.bytes = bytes
      self.checksum = checksum
      self.deletedGeneration = deletedGeneration
      self.hiddenGeneration = hiddenGeneration
    }

    init(_ view: SegmentView) {
      self.init(
        number: view.number, documents: view.segment.documentCount, bytes: view.segment.byteCount,
        checksum: view.segment.checksum,
        deletedGeneration: view.deleted == nil ? 0 : view.deletedGeneration,
        hiddenGeneration: view.hidden == nil ? 0 : view.hiddenGeneration)
    }

    /// The line of the manifest, without its end; nothing is said of hidden documents if there are
    /// none, as in manifests of before there were any.
    var line: String {
      "segment \(number) documents \(documents) bytes \(bytes) checksum \(checksum.hexadecimal)"
        + " deleted \(deletedGeneration)"
        + (hiddenGeneration == 0 ? "" : " hidden \(hiddenGeneration)")
    }

    /// What `line` says, or nil if it is malformed.
    init?(line: String) {
      let words = line.split(separator: " ")
      guard words.count == 10 || words.count == 12, let number = Int(words[1]),
        let documents = Int(words[3]),
        let bytes = Int(words[5]), let checksum = UInt64(words[7], radix: 16),
        let deleted = Int(words[9]), let hidden = words.count == 12 ? Int(words[11]) : 0,
        number > 0, number < 1 << 40,
        (0..<Int(DocID.end)).contains(documents), bytes >= 0, deleted >= 0, hidden >= 0
      else { return nil }
      self.init(
        number: number, documents: documents, bytes: bytes, checksum: checksum,
        deletedGeneration: deleted, hiddenGeneration: hidden)
    }

    var fileName: String { Self.fileName(number) }

    /// The generation that wrote the documents of that kind; 0 if there are none.
    func generation(of kind: DocumentSet.Kind) -> Int {
      switch kind {
      case .deleted: deletedGeneration
      case .hidden: hiddenGeneration
      }
    }

    /// The name of the file of the documents of that kind, or nil if there are none.
    func fileName(of kind: DocumentSet.Kind) -> String? {
      let generation = generation(of: kind)
      return generation == 0 ? nil : "segment-\(number).\(kind.rawValue)-\(generation)"
    }

    /// The names of all files that the line stands for.
    var fileNames: [String] { [fileName] + DocumentSet.Kind.allCases.compactMap(fileName(of:)) }

    static func fileName(_ number: Int) -> String { "segment-\(number).lede" }

    /// Whether a file of this name is a segment's, or names deleted or hidden documents of one.
    static func isOurs(_ name: String) -> Bool {
      guard name.hasPrefix("segment-") else { return false }
      let parts = name.dropFirst("segment-".count).split(
        separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2, isNumber(parts[0]) else { return false }
      return parts[1] == "lede"
        || DocumentSet.Kind.allCases.contains { kind in
          let prefix = kind.rawValue + "-"
          return parts[1].hasPrefix(prefix) && isNumber(parts[1].dropFirst(prefix.count))
        }
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

    /// The documents of the segment that are of that kind, as a file in `folder` says; nil if none
    /// are.
    func documents(
      _ kind: DocumentSet.Kind, folder: String
    ) throws(IndexError) -> DocumentSet? {
      guard let name = fileName(of: kind) else { return nil }
      let path = folder + "/" + name
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
          encoded: bytes, kind, segment: number, generation: generation(of: kind),
          capacity: documents)
      else { throw IndexError.damaged(path, "\(kind.rawValue) documents") }
      return set
    }
  }
}
