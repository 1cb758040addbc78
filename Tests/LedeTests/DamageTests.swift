import Foundation
import InvertedIndex
import TestSupport
import Testing

@testable import Lede

/// Each batch runs in a process of its own, so that a crash is a failed test.
@Suite("Damaged indexes", .serialized, .timeLimit(.minutes(10))) struct DamageTests {
  static let flipsPerBatch = 250

  @Test("1,000 flipped bits: each is found and none gives a wrong answer", arguments: 0..<4)
  func flips(batch: Int) async throws {
    let folder = TemporaryFolder()
    try IndexDamage.prepare(folder.path)
    await #expect(processExitsWith: .success) {
      [folder = folder.path as String, batch = batch as Int] in
      let damage = try IndexDamage(folder: folder)
      let sizes = try damage.files.map { try damage.bytes($0).count }
      var random = SplitMix64(seed: UInt64(batch) + 1)
      for flip in 0..<Self.flipsPerBatch {
        // Every second in a byte drawn from all, the others in a file drawn from all.
        var file = Int.random(in: 0..<sizes.count, using: &random)
        var offset = Int.random(in: 0..<sizes[file], using: &random)
        if flip % 2 == 0 {
          offset = Int.random(in: 0..<sizes.reduce(0, +), using: &random)
          file = 0
          while offset >= sizes[file] {
            offset -= sizes[file]
            file += 1
          }
        }
        let bit = Int.random(in: 0..<8, using: &random)
        var bytes = try damage.bytes(damage.files[file])
        bytes[offset] ^= 1 << UInt8(bit)
        try damage.replace(damage.files[file], by: bytes, "byte \(offset), bit \(bit)")
      }
    }
  }

  @Test("files cut at any length, made longer, or with pages of zeros")
  func cuts() async throws {
    let folder = TemporaryFolder()
    try IndexDamage.prepare(folder.path)
    await #expect(processExitsWith: .success) { [folder = folder.path as String] in
      let damage = try IndexDamage(folder: folder)
      var random = SplitMix64(seed: 77)
      for file in damage.files {
        let bytes = try damage.bytes(file)
        let lengths =
          [0, 1, 7, 8, 11, 47, 48, 63, 64, 65, bytes.count / 2, bytes.count - 8, bytes.count - 1]
          + (0..<12).map { _ in Int.random(in: 0..<bytes.count, using: &random) }
        for length in lengths where length < bytes.count {
          try damage.replace(file, by: Array(bytes[..<length]), "cut to \(length)")
        }
        for more in [[0], [10], [UInt8](repeating: 255, count: 5_000)] as [[UInt8]] {
          try damage.replace(file, by: bytes + more, "\(more.count) bytes longer")
        }
        for page in stride(from: 0, to: bytes.count, by: 4_096) {
          var zeroed = bytes
          for i in page..<min(page + 4_096, bytes.count) { zeroed[i] = 0 }
          try damage.replace(file, by: zeroed, "zeros from \(page)")
        }
      }
    }
  }

  @Test("files that are exchanged, older, missing, folders or pipes")
  func exchanges() async throws {
    let folder = TemporaryFolder()
    try IndexDamage.prepare(folder.path)
    await #expect(processExitsWith: .success) { [folder = folder.path as String] in
      let damage = try IndexDamage(folder: folder)
      for file in damage.files {
        let bytes = try damage.bytes(file)
        for other in damage.files where other != file {
          try damage.replace(file, by: try damage.bytes(other), "replaced by \(other)")
        }
        let path = damage.path(file)
        for special in ["missing", "folder", "pipe"] {
          try FileManager.default.removeItem(atPath: path)
          if special == "folder" {
            try FileManager.default.createDirectory(
              atPath: path, withIntermediateDirectories: false)
          }
          if special == "pipe" { #expect(mkfifo(path, 0o600) == 0) }
          let report = try? NewsIndex.verify(path: damage.newsroom.index)
          #expect(
            report?.damages.first.map { $0.path == path } ?? (file == "manifest"),
            "\(file) \(special)")
          #expect(throws: IndexError.self) { try NewsSearcher(path: damage.newsroom.index) }
          if special != "missing" { try FileManager.default.removeItem(atPath: path) }
          try damage.write(file, bytes)
        }
      }
    }
  }

  @Test("a segment of the same size from another index is not taken for the right one")
  func twin() throws {
    let folders = (TemporaryFolder(), TemporaryFolder())
    let one = try TestNewsroom(folders.0.path)
    let two = try TestNewsroom(folders.1.path)
    try one.write("a.txt", "Harbour strike\n\nThe dockers are out.\n")
    try two.write("a.txt", "Harbour strike\n\nThe dockers are odd.\n")
    try one.update()
    try two.update()
    let file = "/segment-1.lede"
    try FileManager.default.removeItem(atPath: one.index + file)
    try FileManager.default.copyItem(atPath: two.index + file, toPath: one.index + file)
    let error = #expect(throws: IndexError.self) { try NewsSearcher(path: one.index) }
    #expect(error?.path == one.index + file)
    #expect(try NewsIndex.verify(path: one.index).damages.count == 1)
  }
}
