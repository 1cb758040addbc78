internal import Bytes

/// Adds the vectors of a field, and profiles, to a segment file that is whole but for them.
enum VectorWriter {
  /// Adds four sections to the segment at `path` and waits until it is on disk if `sync` is set.
  ///
  /// Nobody may read the segment yet: its table is written anew.
  static func append(field: UInt8, to path: String, sync: Bool) throws(IndexError) {
    let segment = try Segment(path: path)
    var builder = try VectorBuilder(segment, field: field)
    var file = try SegmentFileWriter(extending: segment.file)
    var terms = SectionWriter(.vectorTerms, segmentPath: path)
    try terms.append(builder.terms)
    try file.append(terms)
    var vectors = SectionWriter(.vectors, segmentPath: path)
    var profiles = SectionWriter(.profiles, segmentPath: path)
    while let next = try builder.next() {
      try vectors.append(next.vectors)
      try profiles.append(next.profiles)
      segment.file.releasePages()
    }
    try file.append(vectors)
    var offsets = SectionWriter(.vectorOffsets, segmentPath: path)
    try offsets.append(builder.vectorOffsets)
    try file.append(offsets)
    try file.append(profiles)
    try file.finish(path: path, sync: sync)
  }
}
