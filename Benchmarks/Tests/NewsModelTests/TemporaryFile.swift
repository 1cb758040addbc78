import Foundation

/// Hands the path of a file of `bytes` to `body`, and removes the file.
func withTemporaryFile<T>(_ bytes: [UInt8], _ body: (String) throws -> T) throws -> T {
  let path = FileManager.default.temporaryDirectory.path + "/corpus-\(UUID().uuidString).jsonl"
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try body(path)
}
