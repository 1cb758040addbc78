internal import ArgumentParser
internal import InvertedIndex
internal import JSON
internal import Lede

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Read every byte of the index and say whether it is as it was written.",
    discussion: "Exit status: 0 if it is sound, 2 if not; every damage is named.")

  @OptionGroup var index: IndexOption
  @OptionGroup var printing: PrintingOptions

  func run() throws {
    let start = ContinuousClock.now
    var damages: [IndexError]
    do throws(IndexError) { damages = try NewsIndex.verify(path: index.path).damages } catch {
      damages = [error]
    }
    let seconds = (ContinuousClock.now - start).inSeconds
    var output = StandardOutput()
    if printing.json {
      try output.print(Self.json(damages, seconds))
    } else if damages.isEmpty, !printing.quiet {
      let statistics = try NewsIndex.statistics(path: index.path)
      try output.print(
        "\(index.path): sound; \(statistics.documents.of("article")) in "
          + "\(statistics.segments.of("segment")), \(statistics.indexBytes.byteSize) read in "
          + seconds.timeSpan)
    }
    try output.flush()
    for damage in damages { StandardError.print("lede: \(damage)") }
    if !damages.isEmpty { throw ExitStatus.error }
  }

  private static func json(_ damages: [IndexError], _ seconds: Double) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("sound", damages.isEmpty)
      json.member("seconds", seconds)
      json.name("damages")
      json.array { json in
        for damage in damages {
          json.object { json in
            json.member("path", damage.path)
            json.optionalMember("place", damage.place)
            json.member("reason", damage.reason)
          }
        }
      }
    }
    return json.text
  }
}
