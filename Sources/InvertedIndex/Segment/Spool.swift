internal import Bytes

/// Bytes that are written once from the start and then read once: in memory while they are few, else in
/// a file of their own.
struct Spool: ~Copyable {
  /// The bytes that are read back at a time.
  private static let partBytes = 1 << 20

  private let memoryBytes: Int
  /// Where the file is, if there is one.
  let path: String
  /// The number of bytes appended.
  private(set) var count = 0
  private var kept: [UInt8] = []
  private var file: FileWriter?

  /// An empty spool whose file would be at `path`, and of which about `memoryBytes` are kept in memory at
  /// most.
  init(path: String, memoryBytes: Int = 1 << 20) {
    self.path = path
    self.memoryBytes = memoryBytes
  }

  mutating func append(_ bytes: [UInt8]) throws(IndexError) {
    kept.append(contentsOf: bytes)
    count += bytes.count
    if kept.count >= memoryBytes { try flush() }
  }

  private mutating func flush() throws(IndexError) {
    do throws(SystemError) {
      if file == nil { file = try FileWriter(path: path) }
      try file?.write(kept)
    } catch { throw IndexError(error) }
    kept.removeAll(keepingCapacity: true)
  }

  /// Ends the file, which then holds all.
  private mutating func close() throws(IndexError) {
    if !kept.isEmpty { try flush() }
    do throws(SystemError) { try file.take()?.close(sync: false) } catch {
      throw IndexError(error)
    }
  }

  /// Appends all to `target` and removes the file.
  consuming func finish(into target: inout FileWriter) throws(IndexError) {
    guard file != nil else {
      do throws(SystemError) { try target.write(kept) } catch { throw IndexError(error) }
      return
    }
    try close()
    do throws(SystemError) {
      try target.write(contentsOf: path)
      try FileSystem.remove(path)
    } catch { throw IndexError(error) }
  }

  /// Appends all to `section` and removes the file.
  consuming func finish(into section: inout SectionWriter) throws(IndexError) {
    guard file != nil else {
      try section.append(kept)
      return
    }
    try close()
    let mapped: MappedFile
    do throws(SystemError) {
      mapped = try MappedFile(path: path)
      try FileSystem.remove(path)
    } catch { throw IndexError(error) }
    for start in stride(from: 0, to: mapped.count, by: Self.partBytes) {
      let size = min(Self.partBytes, mapped.count - start)
      try unsafe section.append(UnsafeRawBufferPointer(start: mapped.base + start, count: size))
      mapped.releasePages()
    }
  }
}
