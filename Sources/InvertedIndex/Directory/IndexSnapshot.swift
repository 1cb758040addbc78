/// The state of an index at one commit; it stays readable whatever writers do.
public struct IndexSnapshot: Sendable {
  /// The folder.
  public let path: String
  /// The number of the commit, from 1; 0 for an index that has none yet.
  public let generation: Int
  /// What the creator of the index recorded: names and values without white space at their ends.
  public let attributes: [String: String]
  /// The segments, in the order of documents.
  public let segments: [SegmentView]

  /// The number of documents that can be found.
  public var documentCount: Int { segments.reduce(0) { $0 + $1.liveCount } }

  /// The number of documents that are hidden because better copies of them are in the index.
  public var hiddenCount: Int { segments.reduce(0) { $0 + $1.keptCount - $1.liveCount } }

  /// Opens the index in the folder `path` as of its last commit.
  ///
  /// - Throws: `IndexError` if there is no index, or it is damaged or of a newer version.
  public init(path: String) throws(IndexError) {
    // A commit in between may remove the files of the manifest that was read: read it again.
    var attempt = 0
    while true {
      let manifest = try IndexManifest(folder: path)
      do throws(IndexError) {
        self = try IndexSnapshot(path: path, manifest: manifest)
        return
      } catch {
        attempt += 1
        guard attempt < 20, let current = try? IndexManifest(folder: path),
          current.generation != manifest.generation
        else { throw error }
      }
    }
  }

  /// The state that `manifest` names.
  init(path: String, manifest: IndexManifest) throws(IndexError) {
    var segments: [SegmentView] = []
    for entry in manifest.segments {
      segments.append(
        SegmentView(
          segment: try entry.segment(folder: path), number: entry.number,
          deleted: try entry.documents(.deleted, folder: path),
          deletedGeneration: entry.deletedGeneration,
          hidden: try entry.documents(.hidden, folder: path),
          hiddenGeneration: entry.hiddenGeneration))
    }
    self.path = path
    generation = manifest.generation
    attributes = manifest.attributes
    self.segments = segments
  }

  /// The state of an index without commits.
  init(emptyAt path: String, attributes: [String: String]) {
    self.path = path
    generation = 0
    self.attributes = attributes
    segments = []
  }
}
