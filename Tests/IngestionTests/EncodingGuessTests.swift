import Foundation
import Glibc
import TestSupport
import Testing

@testable import Ingestion

@Suite("EncodingGuess") struct EncodingGuessTests {
  /// `text` in `encoding`, through the C library; fails if the encoding cannot hold it.
  private func encoded(_ text: String, in encoding: String) throws -> [UInt8] {
    let opened = unsafe iconv_open(encoding, "UTF-8")
    guard let converter = unsafe opened else { return [] }
    defer { unsafe iconv_close(converter) }
    var source = text.utf8.map { CChar(bitPattern: $0) }
    var room = [CChar](repeating: 0, count: source.count * 4 + 16)
    let count = source.count
    let size = room.count
    let (status, written) = unsafe source.withUnsafeMutableBufferPointer { source in
      unsafe room.withUnsafeMutableBufferPointer { room in
        var input = source.baseAddress
        var output = room.baseAddress
        var left = count
        var free = size
        let status = unsafe iconv(converter, &input, &left, &output, &free)
        unsafe iconv(converter, nil, nil, &output, &free)
        return (status, size - free)
      }
    }
    try #require(status == 0, "\(encoding) can hold the text")
    return room.prefix(written).map { UInt8(bitPattern: $0) }
  }

  private func decode(_ bytes: [UInt8], declared: String? = nil) -> String {
    unsafe bytes.withUnsafeBytes { unsafe CharacterDecoding.decode($0, declared: declared) }
  }

  @Test("news in each script is read in the encoding it was written in", arguments: texts)
  func scripts(_ sample: EncodingSample) throws {
    let bytes = try encoded(sample.text, in: sample.encoding)
    #expect(decode(bytes) == sample.text, "\(sample.encoding)")
  }

  @Test("a headline of a few words is enough where the script is not Latin", arguments: headlines)
  func headline(_ sample: EncodingSample) throws {
    let bytes = try encoded(sample.text, in: sample.encoding)
    #expect(decode(bytes) == sample.text, "\(sample.encoding)")
  }

  @Test("a page of markup gives the same answer as its text", arguments: texts)
  func markup(_ sample: EncodingSample) throws {
    let page =
      "<html><head><title>News</title></head>\n<body><div class=\"story\"><p>\(sample.text)</p>"
      + "<img src=\"a.png\"></div><p>Copyright 2031, All rights reserved</p></body></html>"
    #expect(decode(try encoded(page, in: sample.encoding)) == page, "\(sample.encoding)")
  }

  @Test("Western text stays windows-1252, however little of it is accented", arguments: western)
  func latin(_ text: String) throws {
    let bytes = try encoded(text, in: "WINDOWS-1252")
    #expect(decode(bytes) == text)
    #expect(decode(Array("Shares in the group rose on Monday. ".utf8) + bytes).hasSuffix(text))
  }

  @Test("a declared encoding in which the bytes are impossible gives way to the guess")
  func impossible() throws {
    for sample in texts where sample.encoding == "WINDOWS-1251" {
      let bytes = try encoded(sample.text, in: sample.encoding)
      for label in ["utf-8", "gb2312", "euc-jp", "iso-2022-jp"] {
        #expect(decode(bytes, declared: label) == sample.text, "\(label)")
      }
    }
  }

  @Test("a possible declaration stands, and so does one with a little damage")
  func possible() throws {
    let sample = try #require(texts.first { $0.encoding == "GB18030" })
    var bytes = try encoded(sample.text, in: sample.encoding)
    bytes.insert(0xFF, at: bytes.count / 2 & ~1)
    #expect(decode(bytes, declared: "gb2312").filter { $0 == "\u{FFFD}" }.count <= 2)
    #expect(decode([0xC1, 0xC2, 0xD7], declared: "koi8-r") == "абв")
  }

  @Test("the last Hebrew letter, which the converter holds back for its points, is not lost")
  func heldBack() {
    #expect(decode([0xF9, 0xEC, 0xE5, 0xED], declared: "windows-1255") == "שלום")
    #expect(decode([0xF9, 0xF9, 0xFF, 0xF9], declared: "windows-1255") == "שש\u{FFFD}ש")
  }

  @Test("random bytes, one long word and a cut character are read without a crash")
  func hostile() {
    var random = SystemRandomNumberGenerator()
    for size in [1, 2, 3, 100, 20_000] {
      let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
      _ = decode(bytes)
      let word = [UInt8](repeating: bytes[0] | 0x80, count: size)
      _ = decode(word)
      let guess = unsafe word.withUnsafeBytes { unsafe EncodingGuess.encoding(of: $0) }
      #expect(!guess.isEmpty)
    }
    let long = [UInt8](repeating: 0xCF, count: 1 << 20)
    let sample = unsafe long.withUnsafeBytes { EncodingGuess.sample(of: unsafe ByteView($0)) }
    #expect(sample.count <= EncodingGuess.sampleSize + 2)
  }

  @Test("the sample article in undeclared windows-1251 comes out as Russian")
  func corpus() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appending(path: "Corpus/articles/meridian-wire/ru/2032-01-19-kessa.txt")
    let text = decode(Array(try Data(contentsOf: file)))
    #expect(text.hasPrefix("Корвания закрыла затворы Кессинской плотины"))
    #expect(text.contains("«Река не продаётся»"))
  }
}
