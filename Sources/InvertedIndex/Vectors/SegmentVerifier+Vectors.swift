internal import Bytes

extension SegmentVerifier {
  /// The sections of vectors and profiles, if there are any, are what the postings make them; those must be
  /// right.
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
    let hasProfiles = segment.file.sections[Int(SectionID.profiles.rawValue)] != nil
    var offsets = (vectors: 0, profiles: 0)
    while let next = try builder.next() {
      try verify(next.vectors, at: &offsets.vectors, of: .vectors)
      if hasProfiles { try verify(next.profiles, at: &offsets.profiles, of: .profiles) }
    }
    guard offsets.vectors == segment.file.count(of: .vectors) else {
      throw wrong(.vectors, "its end")
    }
    guard offsets.profiles == segment.file.count(of: .profiles) else {
      throw wrong(.profiles, "its end")
    }
    guard try unsafe segment.file.bytes(of: .vectorOffsets).elementsEqual(builder.vectorOffsets)
    else { throw wrong(.vectorOffsets, "which do not agree with the vectors") }
  }

  /// `bytes` stand in a section from `offset` on, which goes behind them.
  private func verify(
    _ bytes: [UInt8], at offset: inout Int, of id: SectionID
  ) throws(IndexError) {
    let stored = unsafe try segment.file.bytes(of: id)
    guard bytes.count <= stored.count - offset,
      unsafe stored[offset..<offset + bytes.count].elementsEqual(bytes)
    else { throw wrong(id, "which do not agree with the postings") }
    offset += bytes.count
  }
}
