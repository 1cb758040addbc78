internal import Bytes

extension SegmentVerifier {
  /// The sections of vectors, if there are any, are what the postings make them; those must be right.
  func verifyVectors() throws(IndexError) {
    let sections: [SectionID] = [.vectorTerms, .vectors, .vectorOffsets]
    guard sections.contains(where: { segment.file.sections[Int($0.rawValue)] != nil }) else {
      return
    }
    if let missing = sections.first(where: { segment.file.sections[Int($0.rawValue)] == nil }) {
      throw wrong(missing, "which is missing")
    }
    guard let vectors = try segment.termVectors() else { throw wrong(.vectorTerms, "its size") }
    var builder = try VectorBuilder(segment, field: vectors.field)
    guard try unsafe segment.file.bytes(of: .vectorTerms).elementsEqual(builder.terms) else {
      throw wrong(.vectorTerms, "which are not those of the dictionary")
    }
    let stored = unsafe try segment.file.bytes(of: .vectors)
    var offset = 0
    while let bytes = try builder.next() {
      guard bytes.count <= stored.count - offset,
        unsafe stored[offset..<offset + bytes.count].elementsEqual(bytes)
      else { throw wrong(.vectors, "which do not agree with the postings") }
      offset += bytes.count
    }
    guard offset == stored.count else { throw wrong(.vectors, "its end") }
    guard try unsafe segment.file.bytes(of: .vectorOffsets).elementsEqual(builder.vectorOffsets)
    else { throw wrong(.vectorOffsets, "which do not agree with the vectors") }
  }
}
