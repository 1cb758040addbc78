internal import ArgumentParser
internal import JSON
internal import Lede

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Merge the index into one segment, the fastest form.",
    discussion: "Deleted articles are written no more. Searches go on meanwhile.")

  @OptionGroup var index: IndexOption
  @OptionGroup var printing: PrintingOptions

  func run() throws {
    let start = ContinuousClock.now
    let before = try NewsIndex.statistics(path: index.path)
    try NewsIndex.merge(path: index.path)
    let after = try NewsIndex.statistics(path: index.path)
    let seconds = (ContinuousClock.now - start).inSeconds
    var output = StandardOutput()
    if printing.json {
      var json = JSONWriter()
      json.object { json in
        json.member("documents", after.documents)
        json.member("segmentsBefore", before.segments)
        json.member("segments", after.segments)
        json.member("indexBytesBefore", before.indexBytes)
        json.member("indexBytes", after.indexBytes)
        json.member("seconds", seconds)
      }
      try output.print(json.text)
    } else if !printing.quiet {
      try output.print(
        "\(index.path): \(before.segments.of("segment")) to \(after.segments), "
          + "\(before.indexBytes.byteSize) to \(after.indexBytes.byteSize), in \(seconds.timeSpan)")
    }
    try output.flush()
  }
}
