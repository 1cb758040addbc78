import Bytes
import Foundation
import TestSupport
import Testing

@testable import InvertedIndex

@Suite("IndexManifest") struct IndexManifestTests {
  private static let manifest = IndexManifest(
    generation: 7, attributes: ["analysis": "english", "odd": "two  spaces ", "none": ""],
    segments: [
      .init(number: 3, documents: 120, bytes: 4_711, checksum: 0xAB, deletedGeneration: 0),
      .init(number: 9, documents: 64, bytes: 999, checksum: .max, deletedGeneration: 6),
    ])

  /// The same with hidden documents.
  private static var hiding: IndexManifest {
    var manifest = manifest
    manifest.segments.append(
      .init(
        number: 4, documents: 70, bytes: 900, checksum: 1, deletedGeneration: 0,
        hiddenGeneration: 7))
    return manifest
  }

  /// `body` with the line of its checksum.
  private static func sealed(_ body: [UInt8]) -> [UInt8] {
    body + Array("checksum \(Checksum.of(body).hexadecimal)\n".utf8)
  }

  private static var body: [UInt8] { Array(manifest.encoded.dropLast(26)) }

  @Test("it is read as it was written")
  func roundTrip() throws {
    let read = try IndexManifest(Self.manifest.encoded, path: "m")
    #expect(read.generation == 7)
    #expect(read.attributes == Self.manifest.attributes)
    #expect(read.segments == Self.manifest.segments)
    #expect(Self.sealed(Self.body) == Self.manifest.encoded)
  }

  @Test("hidden documents make it version 2, and nothing but them")
  func hidden() throws {
    let bytes = Self.hiding.encoded
    let read = try IndexManifest(bytes, path: "m")
    #expect(read.segments == Self.hiding.segments)
    #expect(read.segments[2].fileNames == ["segment-4.lede", "segment-4.hidden-7"])
    let text = String(decoding: bytes.dropLast(26), as: UTF8.self)
    #expect(text.hasPrefix("lede index 2\n") && text.hasSuffix(" deleted 0 hidden 7\n"))
    #expect(String(decoding: Self.manifest.encoded, as: UTF8.self).hasPrefix("lede index 1\n"))
    for (old, new) in [
      ("index 2", "index 1"), ("index 2", "index 0"), ("hidden 7", "hidden 8"),
      ("hidden 7", "hidden 0"), ("hidden 7", "hidden -1"), ("hidden 7", "hidden"),
      ("hidden 7", "covered 7"), (" hidden 7", ""), ("hidden 7", "hidden 7 hidden 7"),
    ] {
      let changed = text.replacingOccurrences(of: old, with: new)
      #expect(changed != text)
      #expect(throws: IndexError.self, "\(new)") {
        try IndexManifest(Self.sealed(Array(changed.utf8)), path: "m")
      }
    }
  }

  @Test("any changed byte is noticed")
  func changes() {
    let bytes = Self.hiding.encoded
    for offset in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[offset] ^= 1 << UInt8(bit)
        #expect(throws: IndexError.self) { try IndexManifest(changed, path: "m") }
      }
    }
    for count in bytes.indices {
      #expect(throws: IndexError.self) { try IndexManifest(Array(bytes[..<count]), path: "m") }
    }
  }

  @Test(
    "lines that make no sense are refused though the checksum is right",
    arguments: [
      "generation 0", "generation -1", "generation x", "generation 99999999999999999999",
      "generation 5", "segment", "segment 3", "segment 0 documents 1 bytes 1 checksum 00 deleted 0",
      "segment 9 documents 1 bytes 1 checksum 0000000000000001 deleted 0",
      "segment 4 documents -1 bytes 1 checksum 0000000000000001 deleted 0",
      "segment 4 documents 4294967295 bytes 1 checksum 0000000000000001 deleted 0",
      "segment 4 documents 1 bytes -1 checksum 0000000000000001 deleted 0",
      "segment 4 documents 1 bytes 1 checksum 000000000000000G deleted 0",
      "segment 4 documents 1 bytes 1 checksum 0000000000000001 deleted 8",
      "segment +4 documents 1 bytes 1 checksum 0000000000000001 deleted 0",
      "segment 4 documents 1 bytes 1 checksum 0000000000000001 deleted 0 ",
      "segment 4 pages 1 bytes 1 checksum 0000000000000001 deleted 0",
      "", " ", "attribute", "attribute a", "attribute odd again", "checksum 0", "lede index 1",
      "\u{0}",
    ])
  func nonsense(line: String) {
    let error = #expect(throws: IndexError.self) {
      try IndexManifest(Self.sealed(Self.body + Array((line + "\n").utf8)), path: "m")
    }
    #expect(error?.code == .damaged)
    #expect(error?.place != nil)
  }

  @Test("of random changes with a right checksum, only its own form is taken")
  func mutations() {
    var random = SplitMix64(seed: 11)
    let tokens = [
      "0", "-1", "9223372036854775807", "18446744073709551616", "segment", "\n", " ", "é",
    ]
    var taken = 0
    for _ in 0..<20_000 {
      var body = Self.body
      for _ in 0..<Int.random(in: 1...3, using: &random) where !body.isEmpty {
        let at = Int.random(in: 0..<body.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: body[at] = UInt8.random(in: 0...255, using: &random)
        case 1: body.remove(at: at)
        case 2:
          body.insert(contentsOf: Array((tokens.randomElement(using: &random) ?? "").utf8), at: at)
        default:
          body.removeSubrange(at..<min(at + Int.random(in: 0..<40, using: &random), body.count))
        }
      }
      let bytes = Self.sealed(body)
      guard let manifest = try? IndexManifest(bytes, path: "m") else { continue }
      #expect(manifest.encoded == bytes)
      taken += 1
    }
    #expect(taken > 100)  // a changed digit or attribute makes another manifest
  }

  @Test("a manifest of a newer version says so")
  func newer() {
    let text = String(decoding: Self.body, as: UTF8.self)
    let body = text.replacingOccurrences(of: "lede index 1", with: "lede index 12")
    let error = #expect(throws: IndexError.self) {
      try IndexManifest(Self.sealed(Array(body.utf8)), path: "m")
    }
    #expect(error?.code == .incompatible)
    #expect(error?.reason.contains("update lede") == true)
  }

  @Test("a folder that is no index, a file, nothing: each is told apart")
  func places() throws {
    let folder = TemporaryFolder()
    func code(_ path: String) -> IndexError.Code? {
      do throws(IndexError) { _ = try IndexSnapshot(path: path) } catch { return error.code }
      return nil
    }
    #expect(code(folder.path) == .notAnIndex)
    #expect(code(folder.path + "/absent") == .missing)
    try Data("text".utf8).write(to: URL(fileURLWithPath: folder.path + "/file"))
    #expect(code(folder.path + "/file") == .notAnIndex)
    for garbage in [
      "", "\n", "lede", "lede index", "lede index ", "lede index 1\n", "{}", "\u{FEFF}",
    ] {
      try Data(garbage.utf8).write(to: URL(fileURLWithPath: folder.path + "/manifest"))
      #expect(code(folder.path) == (garbage.hasPrefix("lede index ") ? .damaged : .notAnIndex))
    }
    // Segments of any number and size that are not there.
    var random = SplitMix64(seed: 3)
    for _ in 0..<200 {
      let manifest = IndexManifest(
        generation: .max, attributes: [:],
        segments: [
          .init(
            number: Int.random(in: 1..<1 << 40, using: &random),
            documents: Int.random(in: 0..<Int(DocID.end), using: &random), bytes: .max,
            checksum: random.next(), deletedGeneration: Int.random(in: 0 ... .max, using: &random))
        ])
      try Data(manifest.encoded).write(to: URL(fileURLWithPath: folder.path + "/manifest"))
      #expect(code(folder.path) == .damaged)
      #expect(try IndexVerifier.verify(path: folder.path).damages.isEmpty == false)
    }
  }
}
