public import Foundation

/// A folder that is removed with its last reference.
public final class TemporaryFolder: Sendable {
  /// Its path, links resolved.
  public let path: String

  /// A new, empty folder.
  public init() {
    path =
      FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path + "/lede-test-"
      + UUID().uuidString
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch { fatalError("no folder for tests can be made: \(error)") }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The place of `name` in the folder.
  public func url(_ name: String) -> URL {
    URL(fileURLWithPath: path).appendingPathComponent(name)
  }

  /// Writes a text file, with the folders it needs.
  public func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

  /// Writes a file, with the folders it needs.
  public func write(_ name: String, _ bytes: Data) throws {
    try FileManager.default.createDirectory(
      at: url(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: url(name))
  }
}
