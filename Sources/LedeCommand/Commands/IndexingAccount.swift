internal import Ingestion
internal import JSON
internal import Lede

/// Prints what a run of indexing did.
struct IndexingAccount {
  let report: IndexingReport
  let options: IndexingOptions
  let printing: PrintingOptions

  func print() throws {
    if !printing.json || !printing.quiet { printNotes() }
    var output = StandardOutput()
    if printing.json {
      try output.print(json)
    } else if !printing.quiet {
      for line in lines { try output.print(line) }
    }
    try output.flush()
  }

  /// Every failed file and every oddity, on standard error.
  private func printNotes() {
    for failure in report.failures { StandardError.print("lede: \(failure)") }
    let unlisted = report.failureCount - report.failures.count
    if unlisted > 0 { StandardError.print("lede: \(unlisted.of("more failure")), not listed") }
    guard !printing.quiet else { return }
    for line in skipped { StandardError.print(line) }
    if report.duplicateIDs > 0 {
      StandardError.print(
        "\(report.duplicateIDs.of("identifier")) stand for more than one article, all kept; "
          + "for example \(report.duplicateExamples.joined(separator: ", "))")
    }
  }

  /// Skipped files by reason: many of one kind are one line.
  private var skipped: [String] {
    var reasons: [String] = []
    var files: [String: [String]] = [:]
    for note in report.skippedFiles {
      if files[note.reason] == nil { reasons.append(note.reason) }
      files[note.reason, default: []].append(note.path)
    }
    var lines = reasons.map { reason in
      let paths = files[reason] ?? []
      return paths.count == 1
        ? "skipped \(paths[0]): \(reason)"
        : "skipped \(paths.count.of("file")), such as \(paths[0]): \(reason)"
    }
    let unlisted = report.skipped - report.skippedFiles.count
    if unlisted > 0 { lines.append("skipped \(unlisted.of("more file")), for reasons not listed") }
    return lines
  }

  private var lines: [String] {
    var lines = [
      "\(report.seen.of("file")) seen = \(report.indexed.grouped) indexed + "
        + "\(report.unchanged.grouped) unchanged + \(report.skipped.grouped) skipped + "
        + "\(report.failed.grouped) failed; \(report.removed.grouped) removed"
    ]
    if options.dryRun {
      return lines + [
        "Nothing was done: this was a dry run. 'indexed' are files that would be read."
      ]
    }
    if report.articles > 0 {
      let rate = Int(Double(report.textBytes) / max(report.seconds, 1e-6))
      lines.append(
        "\(report.articles.of("article")) added: \(report.tokens.of("word")), "
          + "\(report.textBytes.byteSize) of text in \(report.seconds.timeSpan) (\(rate.byteSize)/s)"
      )
    }
    let records = report.failureCount - report.failed
    if records > 0 { lines.append("\(records.of("record")) of indexed files could not be read") }
    lines.append(
      "\(options.indexPath): \(report.documents.of("article")), \(report.indexBytes.byteSize)")
    if report.copies > 0 {
      lines.append(
        "\(report.copies.of("article")) "
          + (report.copies == 1
            ? "is hidden: a better copy of it is in the index"
            : "are hidden: better copies of them are in the index"))
    }
    return lines
  }

  private var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("seen", report.seen)
      json.member("indexed", report.indexed)
      json.member("unchanged", report.unchanged)
      json.member("skipped", report.skipped)
      json.member("failed", report.failed)
      json.member("removed", report.removed)
      json.member("articles", report.articles)
      json.member("documents", report.documents)
      json.member("copies", report.copies)
      json.member("tokens", report.tokens)
      json.member("textBytes", report.textBytes)
      json.member("indexBytes", report.indexBytes)
      json.member("seconds", report.seconds)
      json.member("duplicateIDs", report.duplicateIDs)
      json.member("dryRun", options.dryRun)
      json.name("failures")
      json.array { json in
        for failure in report.failures {
          json.object { json in
            json.member("path", failure.path)
            if let place = failure.place { json.member("place", place) }
            json.member("reason", failure.reason)
          }
        }
      }
      json.name("skippedFiles")
      json.array { json in
        for note in report.skippedFiles {
          json.object { json in
            json.member("path", note.path)
            json.member("reason", note.reason)
          }
        }
      }
    }
    return json.text
  }
}
