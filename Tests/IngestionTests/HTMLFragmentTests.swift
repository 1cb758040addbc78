import Testing

@testable import Ingestion

@Suite("HTMLFragment") struct HTMLFragmentTests {
  @Test("paragraphs of a feed's body, everything kept but scripts")
  func paragraphs() {
    let html = """
      <p>One &amp; <b>two</b>.</p><p>Three<br>four<br><br>five</p><script>x</script>
      <ul><li>six<li>seven</ul><figcaption>eight</figcaption>
      """
    #expect(
      HTMLFragment.paragraphs(html)
        == ["One & two.", "Three four", "five", "six", "seven", "eight"])
  }

  @Test("text without markup is one paragraph, or as many as blank lines part")
  func plain() {
    #expect(HTMLFragment.paragraphs("a line\nand its end") == ["a line and its end"])
    #expect(HTMLFragment.paragraphs("one\n \ntwo\n\n\n three ") == ["one", "two", "three"])
    #expect(HTMLFragment.paragraphs("") == [])
    #expect(HTMLFragment.paragraphs(" \n\n ") == [])
  }

  @Test("one line of plain text from anything")
  func plainText() {
    #expect(HTMLFragment.plainText(" a  b\n c\u{A0}d ") == "a b c d")
    #expect(HTMLFragment.plainText("<i>a</i>b &lt;c&gt;<p>d") == "ab <c> d")
    #expect(HTMLFragment.plainText("soft\u{AD}hy\u{200B}phen") == "softhyphen")
    #expect(HTMLFragment.plainText("AT&T &eacute &unknown;") == "AT&T é &unknown;")
    #expect(HTMLFragment.plainText("1 < 2") == "1 < 2")
  }

  @Test("spaces between inline elements are kept as they are, never added")
  func joins() {
    #expect(HTMLFragment.paragraphs("<p>a<b>b</b> c<i> d</i>e</p>") == ["ab c de"])
    #expect(HTMLFragment.paragraphs("a<div>b</div>c") == ["a", "b", "c"])
  }
}

@Suite("Byline") struct BylineTests {
  @Test("names are parted, cleared of words before them, and not repeated")
  func names() {
    #expect(Byline.names(in: ["By Ada Quill and Tomas Brandt"]) == ["Ada Quill", "Tomas Brandt"])
    #expect(Byline.names(in: ["Von Ilse Rau, Jan Ott und Ilse Rau"]) == ["Ilse Rau", "Jan Ott"])
    #expect(Byline.names(in: ["https://example.org/staff/1", "desk@example.org"]) == [])
    #expect(Byline.names(in: ["Par José Y. Díaz y Marta Ruiz"]) == ["José Y. Díaz", "Marta Ruiz"])
  }

  @Test("a line named byline gives the name before its date, and no other text")
  func leadingName() {
    #expect(Byline.leadingName(in: "Ada Quill - Apr 16, 2015 8:02 pm") == "Ada Quill")
    #expect(Byline.leadingName(in: "by Jan van der Meer January 18, 2017") == "by Jan van der Meer")
    #expect(Byline.leadingName(in: "سلمى حداد") == "سلمى حداد")
    #expect(Byline.leadingName(in: "Skip to content") == nil)
    #expect(Byline.leadingName(in: "2 hours ago") == nil)
  }
}
