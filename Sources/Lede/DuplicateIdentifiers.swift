internal import Bytes
internal import InvertedIndex

/// The identifiers that more than one live document of an index has.
struct DuplicateIdentifiers {
  private(set) var count = 0
  private(set) var examples: [String] = []

  private static let mostExamples = 5

  /// - Complexity: linear in the documents; eight bytes of memory for each.
  init(_ snapshot: IndexSnapshot) throws(IndexError) {
    var seen: Set<UInt64> = []
    var repeated: Set<UInt64> = []
    seen.reserveCapacity(snapshot.documentCount)
    for view in snapshot.segments {
      try view.segment.forEachIdentifier { document, identifier in
        guard view.isLive(document) else { return }
        let hash = Checksum.of(identifier)
        guard !seen.insert(hash).inserted, repeated.insert(hash).inserted else { return }
        if examples.count < Self.mostExamples {
          examples.append(String(decoding: identifier, as: UTF8.self))
        }
      }
    }
    count = repeated.count
  }
}
