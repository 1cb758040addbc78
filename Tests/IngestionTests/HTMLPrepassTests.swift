import Testing

@testable import Ingestion

@Suite("HTMLPrepass") struct HTMLPrepassTests {
  private func rewritten(_ markup: String) -> String {
    var prepass = HTMLPrepass(Array(markup.utf8))
    prepass.run()
    return String(decoding: prepass.output, as: UTF8.self)
  }

  @Test("comments, scripts, styles and declarations go, text stays")
  func drops() {
    #expect(rewritten("a<!-- b -->c") == "ac")
    #expect(rewritten("a<!-->b") == "ab")
    #expect(rewritten("a<!-- x --!>b") == "ab")
    #expect(rewritten("a<script>if (a</b) {}</script >c") == "ac")
    #expect(rewritten("a<STYLE>p>a{}</style>c<?php x ?>d<!doctype html>e") == "acde")
    #expect(rewritten("<script><!-- <script> </script> --></script>b") == "b")
    #expect(rewritten("a\u{0}b\u{1}c") == "ab c")
    #expect(rewritten("<![CDATA[a]]>]]>") == "a]]&gt;" || rewritten("<![CDATA[a]]>]]>") == "a]]>")
  }

  @Test("what has no end loses only its start mark")
  func unclosed() {
    #expect(rewritten("a<!-- b") == "a b")
    #expect(rewritten("a<script>b<p>c") == "ab<p>c")
    #expect(rewritten("a <b") == "a b")
    #expect(rewritten("<p class='x>text</p>").hasSuffix("text</p>"))
    #expect(rewritten("1 < 2 <3") == "1 &lt; 2 &lt;3")
    #expect(rewritten("a<object>b") == "ab")
    #expect(rewritten("a<object>b</object>c<object>d") == "a<object>b</object>cd")
  }

  @Test("references become characters once, in text and in attributes")
  func references() {
    #expect(rewritten("&eacute;&bigstar;&#8364;&#x20AC;&#150;") == "é★€€–")
    #expect(
      rewritten("&copy 2024 &notit; AT&T &amp;eacute;") == "© 2024 ¬it; AT&amp;T &amp;eacute;")
    #expect(rewritten("<a href='?a=1&copy=2&lt;'>") == "<a href=\"?a=1&amp;copy=2&lt;\">")
    #expect(rewritten("&#0;&#x110000;&#xD800;&;&#;") == " \u{FFFD}\u{FFFD}&amp;;&amp;#;")
  }

  @Test("names lose case and prefix, unread attributes and stray end tags go")
  func tags() {
    #expect(rewritten("<DIV ID=a onclick='x' data-b=c>t</DIV></DIV>") == "<div id=\"a\">t</div>")
    #expect(rewritten("<o:p>t</o:p>") == "<p>t</p>")
    #expect(rewritten("<p>a<section>b</section>") == "<p>a</p><section>b</section>")
    #expect(rewritten("<img src=x><wbr><br/>") == "<br>")
  }

  @Test("JSON-LD is set aside")
  func structuredData() {
    let source = Array("<script type='application/ld+json'>{\"a\": 1}</script>x".utf8)
    var prepass = HTMLPrepass(source)
    prepass.run()
    #expect(prepass.structuredData.count == 1)
    #expect(prepass.structuredData.first.map { Array(source[$0]) } == Array("{\"a\": 1}".utf8))
    #expect(prepass.output == Array("x".utf8))
  }
}

@Suite("JSONRepair") struct JSONRepairTests {
  private func repaired(_ text: String) -> String {
    String(decoding: JSONRepair.repaired(Array(text.utf8)), as: UTF8.self)
  }

  @Test("valid JSON stays as it is")
  func valid() {
    let text = #"{"a": ["b", 1, {"c": "d\"e\\ é \u00e9"}], "f": ""}"#
    #expect(repaired(text) == text)
  }

  @Test("marks around, raw line ends, trailing commas, bad escapes and stray quotes")
  func broken() {
    #expect(repaired("<!--\n{\"a\": 1}\n-->") == "{\"a\": 1}")
    #expect(repaired("//<![CDATA[\n{\"a\": 1}\n//]]>") == "{\"a\": 1}")
    #expect(repaired("{\"a\": \"b\nc\"};") == "{\"a\": \"b\\nc\"}")
    #expect(repaired("{\"a\": [1, 2, ], }") == "{\"a\": [1, 2]}")
    #expect(repaired(#"{"a": "it\'s"}"#) == #"{"a": "it's"}"#)
    #expect(repaired(#"{"a": "the "old" mill"}"#) == #"{"a": "the \"old\" mill"}"#)
  }

  @Test(
    "no JSON gives nothing, and cut JSON does not trap", arguments: ["", "x", "{", "[\"", "{\"\\"])
  func hopeless(_ text: String) {
    _ = repaired(text)
    #expect(StructuredArticle.read([Array(text.utf8)]).isFound == false)
  }
}
