import Articles
import Foundation
import TestSupport
import Testing

@testable import Ingestion

/// The public article extraction benchmark (181 pages), where it is at hand.
///
/// Score: multisets of windows of four words, precision and recall averaged over the pages, and the
/// harmonic mean of the two averages.
@Suite(
  "BodyExtraction",
  .enabled(if: ProcessInfo.processInfo.environment["LEDE_DATA"] != nil, "LEDE_DATA is not set"))
struct HTMLExtractionScoreTests {
  @Test("the body of real pages agrees with what people marked")
  func benchmark() throws {
    let root = try #require(ProcessInfo.processInfo.environment["LEDE_DATA"])
    let folder = URL(fileURLWithPath: root).appendingPathComponent("html/scrapinghub-aeb")
    let truthData = try Data(contentsOf: folder.appendingPathComponent("ground-truth.json"))
    let truth = try #require(
      JSONSerialization.jsonObject(with: truthData) as? [String: [String: Any]])
    var precisions: [Double] = []
    var recalls: [Double] = []
    for (id, entry) in truth.sorted(by: { $0.key < $1.key }) {
      let page = try unzipped(folder.appendingPathComponent("html/\(id).html.gz"))
      let body = (try? HTMLFixture.article(page))?.body ?? ""
      let given = windows(body)
      let wanted = windows(entry["articleBody"] as? String ?? "")
      let shared = given.reduce(0) { $0 + min($1.value, wanted[$1.key] ?? 0) }
      let givenCount = given.values.reduce(0, +)
      let wantedCount = wanted.values.reduce(0, +)
      if givenCount > 0 { precisions.append(Double(shared) / Double(givenCount)) }
      if wantedCount > 0 { recalls.append(Double(shared) / Double(wantedCount)) }
    }
    let precision = precisions.reduce(0, +) / Double(max(1, precisions.count))
    let recall = recalls.reduce(0, +) / Double(max(1, recalls.count))
    let f1 = 2 * precision * recall / (precision + recall)
    print("extraction: F1 \(f1), precision \(precision), recall \(recall), \(truth.count) pages")
    #expect(f1 >= 0.974)
  }

  private func unzipped(_ file: URL) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/gzip")
    process.arguments = ["-dc", file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Array(data)
  }

  /// The windows of four words of letters, digits and underscores, with how often each occurs.
  private func windows(_ text: String) -> [String: Int] {
    let words = text.unicodeScalars.split { scalar in
      !(scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_")
    }.map { String($0) }
    guard !words.isEmpty else { return [:] }
    var counts: [String: Int] = [:]
    for start in 0..<max(1, words.count - 3) {
      counts[words[start..<min(start + 4, words.count)].joined(separator: " "), default: 0] += 1
    }
    return counts
  }
}
