internal import CArchive
internal import Glibc

/// Reads compressed files and the members of archives as if they were unpacked.
///
/// gzip, bzip2, xz, zstd and compress, zip and tar, one inside another up to
/// `ArchiveLimits.maximumNesting`. Nothing is written where others could see it.
enum ArchiveReader {
  /// Whether `bytes` begin like an archive or a compressed file.
  static func isArchive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let head = unsafe Array(bytes.prefix(8))
    if signatures.contains(where: { head.starts(with: $0) }) { return true }
    return unsafe bytes.count > 512 && bytes[257..<262].elementsEqual("ustar".utf8)
  }

  private static let signatures: [[UInt8]] = [
    [0x1F, 0x8B], [0x1F, 0x9D], Array("BZh".utf8), [0xFD, 0x37, 0x7A, 0x58, 0x5A],
    [0x28, 0xB5, 0x2F, 0xFD],
    [0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6],
  ]

  /// Whether `bytes` are an archive of members, not one compressed file.
  private static func isZip(_ bytes: UnsafeRawBufferPointer) -> Bool {
    unsafe bytes.starts(with: [0x50, 0x4B])
  }

  /// Calls `onMember` with each member of `document`, or with the whole of a compressed file.
  ///
  /// A member that cannot be read goes to `onFailure`, as does what is missing of an archive that
  /// was cut short; what was read before stays read.
  static func read(
    _ document: SourceDocument, onMember: (SourceDocument) -> Void,
    onFailure: (IngestionError) -> Void
  ) {
    guard let archive = unsafe archive_read_new() else { return }
    defer { unsafe archive_read_free(archive) }
    // Not all filters: some look far ahead and trip over the end of a file that was cut short.
    unsafe archive_read_support_filter_gzip(archive)
    unsafe archive_read_support_filter_bzip2(archive)
    unsafe archive_read_support_filter_xz(archive)
    unsafe archive_read_support_filter_zstd(archive)
    unsafe archive_read_support_filter_compress(archive)
    unsafe archive_read_support_format_tar(archive)
    unsafe archive_read_support_format_zip(archive)
    unsafe archive_read_support_format_raw(archive)
    let opened = unsafe archive_read_open_memory(
      archive, document.bytes.baseAddress, document.bytes.count)
    guard opened == ARCHIVE_OK else {
      return onFailure(failure(document.path, unsafe message(archive)))
    }
    var reading = Reading(document: document)
    var members = 0
    while true {
      var entry: OpaquePointer?
      let status = unsafe archive_read_next_header(archive, &entry)
      if status == ARCHIVE_EOF { break }
      guard status >= ARCHIVE_WARN, let entry = unsafe entry else {
        return onFailure(failure(document.path, unsafe message(archive)))
      }
      members += 1
      guard members <= ArchiveLimits.maximumMembers else {
        return onFailure(
          IngestionError(
            .archive, path: document.path,
            reason: "has more than \(ArchiveLimits.maximumMembers) members; unpack it first"))
      }
      let isRaw = unsafe archive_format(archive) == ARCHIVE_FORMAT_RAW
      guard unsafe isRaw || archive_entry_filetype(entry) == S_IFREG else { continue }
      let name = unsafe isRaw ? nil : memberName(entry)
      if let name, isHidden(name) { continue }
      let path = name.map { document.path + "!" + $0 } ?? document.path
      let bytes = MemberBytes(path: path)
      let problem = unsafe reading.read(archive, into: bytes)
      if bytes.count > 0 || problem == nil {
        let modified =
          unsafe isRaw || archive_entry_mtime_is_set(entry) == 0
          ? document.modified : Int64(archive_entry_mtime(entry))
        do throws(IngestionError) {
          unsafe try bytes.withBytes { content in
            unsafe onMember(
              SourceDocument(
                path: path, bytes: content, modified: modified,
                usesStructuredData: document.usesStructuredData, address: document.address))
          }
        } catch {
          onFailure(error)
        }
      }
      if let problem {
        onFailure(problem.error)
        if problem.isFinal { return }
      }
    }
  }

  private static func memberName(_ entry: OpaquePointer) -> String {
    guard let name = unsafe archive_entry_pathname(entry) else { return "unnamed" }
    let bytes = unsafe Array(UnsafeRawBufferPointer(start: name, count: strlen(name)))
    return DiscoveredFile.shown(bytes)
  }

  private static func isHidden(_ name: String) -> Bool {
    name.split(separator: "/").contains {
      $0.hasPrefix(".") && $0 != "." && $0 != ".." || $0 == "__MACOSX"
    }
  }

  private static func failure(_ path: String, _ message: String) -> IngestionError {
    IngestionError(
      .archive, path: path,
      reason: "cannot be unpacked any further (\(message)); fetch it again")
  }

  private static func message(_ archive: OpaquePointer) -> String {
    let text = unsafe archive_error_string(archive).map { unsafe String(cString: $0) } ?? "damaged"
    return PlainText.line(text)
  }

  /// What was unpacked so far, against the limits.
  private struct Reading {
    let document: SourceDocument
    var total = 0

    struct Problem {
      let error: IngestionError
      /// Whether nothing more can be read of the archive.
      let isFinal: Bool
    }

    /// Unpacks the current member; what was unpacked before a problem stays in `member`, unless the
    /// archive is taken for a bomb.
    mutating func read(_ archive: OpaquePointer, into member: MemberBytes) -> Problem? {
      while true {
        var block: UnsafeRawPointer?
        var count = 0
        var offset: Int64 = 0
        // Block by block: a whole buffer at once would lose what precedes a damaged place.
        let status = unsafe archive_read_data_block(archive, &block, &count, &offset)
        if status == ARCHIVE_EOF { return nil }
        guard status >= ARCHIVE_WARN else {
          let isFinal =
            unsafe status == ARCHIVE_FATAL || archive_format(archive) == ARCHIVE_FORMAT_RAW
          return unsafe Problem(error: failure(document.path, message(archive)), isFinal: isFinal)
        }
        total += count
        if let reason = excess(member.count + count) {
          member.discard()
          return Problem(
            error: IngestionError(.tooLarge, path: document.path, reason: reason), isFinal: true)
        }
        do throws(IngestionError) {
          try unsafe member.append(UnsafeRawBufferPointer(start: block, count: count))
        } catch {
          member.discard()
          return Problem(error: error, isFinal: true)
        }
      }
    }

    /// Which limit is exceeded by a member of `size` bytes.
    private func excess(_ size: Int) -> String? {
      if size > ArchiveLimits.maximumMember {
        return
          "unpacks to a file of more than \(ArchiveLimits.maximumMember >> 30) GiB; unpack it first"
      }
      if total > ArchiveLimits.maximumTotal {
        return "unpacks to more than \(ArchiveLimits.maximumTotal >> 30) GiB; unpack it first"
      }
      let packed = unsafe max(document.bytes.count, 1)
      if total > ArchiveLimits.ratioFloor, total / packed > ArchiveLimits.maximumRatio {
        return
          "unpacks to more than \(ArchiveLimits.maximumRatio) times its size, like a zip bomb; "
          + "unpack it yourself if you trust it"
      }
      return nil
    }
  }
}
