internal import Bytes

/// What a check of a whole index found.
public struct VerificationReport: Sendable {
  /// The number of the commit that was checked.
  public internal(set) var generation = 0
  /// The segments that the manifest names.
  public internal(set) var segments = 0
  /// The documents of the segments that are sound, deleted and hidden ones included.
  public internal(set) var documents = 0
  /// The terms of the segments that are sound.
  public internal(set) var terms = 0
  /// The postings that were decoded, one for each document of a term.
  public internal(set) var postings = 0
  /// The bytes that were read, of files that were found.
  public internal(set) var bytes = 0
  /// Everything that is wrong, by file, each naming the file and the section.
  public internal(set) var damages: [IndexError] = []

  /// Whether nothing is wrong.
  public var isSound: Bool { damages.isEmpty }
}

/// Checks an index completely: every checksum, then everything that the bytes mean.
///
/// Reading an index checks a page when it is first touched and trusts what it holds; this touches
/// all of them and trusts none, so it also finds what a wrong program wrote with right checksums.
/// The layout that it checks is specified in `Index/README.md`.
public enum IndexVerifier {
  /// Checks the index in the folder `path` as of its last commit, and goes on after damage.
  ///
  /// - Complexity: linear in the index; memory for the text of one block.
  /// - Throws: `IndexError` if there is no index, or its manifest is damaged or of another version:
  ///   then nothing says what else there should be.
  public static func verify(path: String) throws(IndexError) -> VerificationReport {
    // A commit in between removes files of the manifest that was read: then check the next one.
    var attempt = 0
    while true {
      let manifest = try IndexManifest(folder: path)
      let report = verify(manifest, in: path)
      attempt += 1
      guard !report.isSound, attempt < 20, let current = try? IndexManifest(folder: path),
        current.generation != manifest.generation
      else { return report }
    }
  }

  private static func verify(_ manifest: IndexManifest, in folder: String) -> VerificationReport {
    var report = VerificationReport()
    report.generation = manifest.generation
    report.segments = manifest.segments.count
    report.bytes = manifest.encoded.count
    for entry in manifest.segments {
      do throws(IndexError) {
        let segment = try entry.segment(folder: folder)
        report.bytes += segment.byteCount
        let verifier = SegmentVerifier(segment)
        let damages = verifier.damages()
        report.damages += damages
        if damages.isEmpty {
          report.documents += segment.documentCount
          report.terms += segment.summary.terms
          report.postings += segment.summary.postings
        }
      } catch { report.damages.append(error) }
      for kind in DocumentSet.Kind.allCases {
        do throws(IndexError) {
          if try entry.documents(kind, folder: folder) != nil, let name = entry.fileName(of: kind) {
            report.bytes += FileSystem.size(folder + "/" + name) ?? 0
          }
        } catch { report.damages.append(error) }
      }
    }
    if report.damages.isEmpty {
      do throws(IndexError) { try verifyHidden(manifest, in: folder) } catch {
        report.damages.append(error)
      }
    }
    return report
  }

  /// The hidden documents are those of which there are better copies.
  private static func verifyHidden(
    _ manifest: IndexManifest, in folder: String
  ) throws(IndexError) {
    let views = try IndexSnapshot(path: folder, manifest: manifest).segments
    for (view, hidden) in zip(views, try CopySets(views).hidden) where view.hidden != hidden {
      let name = IndexManifest.Entry(view).fileName(of: .hidden) ?? IndexManifest.fileName
      throw IndexError.damaged(
        folder + "/" + name, "hidden documents of segment \(view.number)")
    }
  }
}
