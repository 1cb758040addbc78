"""The pages with known articles under $LEDE_DATA/html, each collection in its own form.

A page is a dictionary: id, html (bytes), url or "", and what is known of it: body, title, byline, date (a day).
"""
import glob
import gzip
import html.parser
import json
import os
import re

BREAKING = {"p", "div", "section", "article", "header", "footer", "blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr",
            "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "figure", "figcaption", "main", "aside"}

NO_TEXT = {"script", "style", "svg", "math"}


class TextOf(html.parser.HTMLParser):
    """The text of markup, a space where an element breaks the line."""

    def __init__(self, markup):
        super().__init__(convert_charrefs=True)
        self.parts, self.skipped = [], 0
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.skipped += tag in NO_TEXT
        if tag in BREAKING:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        self.skipped -= tag in NO_TEXT
        if tag in BREAKING:
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.skipped:
            self.parts.append(data)

    def text(self):
        return "".join(self.parts)


def read(path):
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rb") as file:
        return file.read()


def benchmark(folder):
    """The public article extraction benchmark: bodies only."""
    with open(os.path.join(folder, "ground-truth.json"), encoding="utf-8") as file:
        truth = json.load(file)
    for name, known in sorted(truth.items()):
        yield {"id": name, "url": known["url"], "html": read(f"{folder}/html/{name}.html.gz"), "body": known["articleBody"]}


def readability(folder):
    """Test pages of Mozilla's library: what it is expected to find, its own output once looked at."""
    for path in sorted(glob.glob(folder + "/test/test-pages/*/source.html")):
        where = os.path.dirname(path)
        with open(where + "/expected.html", encoding="utf-8") as file:
            body = TextOf(file.read()).text()
        with open(where + "/expected-metadata.json", encoding="utf-8") as file:
            known = json.load(file)
        page = {"id": os.path.basename(where), "url": "", "html": read(path), "body": body}
        page |= {field: known[theirs] for field, theirs in (("title", "title"), ("byline", "byline")) if known.get(theirs)}
        yield page | {"date": day(known["publishedTime"])} if known.get("publishedTime") else page


def goose(folder):
    """Test pages of goose3. Their bodies are beginnings, so a page counts as far as its body goes."""
    for path in sorted(glob.glob(folder + "/tests/data/*/*.json")):
        with open(path, encoding="utf-8") as file:
            known = json.load(file)
        source = path[:-5] + ".html"
        if not os.path.exists(source):
            continue
        expected = known.get("expected", {})
        page = {"id": os.path.relpath(source, folder + "/tests/data")[:-5], "url": known.get("url", ""), "html": read(source)}
        if expected.get("cleaned_text"):
            page |= {"body": expected["cleaned_text"], "is_beginning": True}
        if expected.get("title"):
            page["title"] = expected["title"]
        if expected.get("publish_date"):
            page["date"] = day(expected["publish_date"])
        if expected.get("authors"):
            page["byline"] = ", ".join(expected["authors"])
        yield page


def newspaper(folder):
    """Test pages of newspaper3k with the text that it is expected to find.

    Where its makers wrote down what the library missed instead ("EXTRACTED NOTHING", in capitals), the page counts for nobody.
    """
    for path in sorted(glob.glob(folder + "/tests/data/text/*.txt")):
        name = os.path.basename(path)[:-4]
        source = f"{folder}/tests/data/html/{name}.html"
        body = read(path).decode("utf-8", "replace")
        if os.path.exists(source) and not (body.isascii() and body.isupper()):
            yield {"id": name, "url": "", "html": read(source), "body": body}


def day(text):
    """The day of a date and time as they are written in the pages' truths, or None."""
    found = re.match(r"\s*(\d{4})-(\d{2})-(\d{2})", text)
    return "-".join(found.groups()) if found else None


SCRIPT = re.compile(rb"<script\b[^>]*\bapplication/ld\+json\b[^>]*>(.*?)</script\s*>", re.I | re.S)

ARTICLES = ("Article", "NewsArticle", "BlogPosting", "LiveBlogPosting", "Report")


def without_stated(page):
    """The page without its JSON-LD, and in place of what else is known of it the title, authors and day that the JSON-LD states.

    None if it states no article, or several. Authors are people: an outlet in their place is no truth to be found.
    """
    articles = []
    for script in SCRIPT.findall(page["html"]):
        try:
            waiting = [json.loads(script.decode("utf-8", "replace"), strict=False)]
        except ValueError:
            continue
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting += value
            elif isinstance(value, dict):
                waiting += value.get("@graph", []), value.get("mainEntity", [])
                kinds = value.get("@type", "")
                if any(kind in ARTICLES for kind in ([kinds] if isinstance(kinds, str) else kinds)):
                    articles.append(value)
    if len({json.dumps(article.get("headline")) for article in articles}) != 1:
        return None
    article = articles[0]
    known = {field: article[theirs] for field, theirs in (("title", "headline"), ("date", "datePublished"))
             if isinstance(article.get(theirs), str)}
    known = {field: html.unescape(text) for field, text in known.items()}
    if "date" in known:
        known["date"] = day(known["date"])
    publisher = article.get("publisher")
    outlet = publisher.get("name") if isinstance(publisher, dict) else publisher
    authors = article.get("author") or []
    names = []
    for author in authors if isinstance(authors, list) else [authors]:
        name = author.get("name") if isinstance(author, dict) and author.get("@type") == "Person" else author
        if isinstance(name, str) and name != outlet and "://" not in name:
            names.append(html.unescape(name))
    if names:
        known["byline"] = ", ".join(names)
    return {"id": page["id"], "url": page["url"], "html": SCRIPT.sub(b"", page["html"])} | known


COLLECTIONS = {"scrapinghub-aeb": benchmark, "mozilla-readability": readability, "goose3": goose, "newspaper3k": newspaper}


def collection(name, data):
    """The pages of a collection; none if it is not there."""
    folder = os.path.join(data, "html", name)
    return list(COLLECTIONS[name](folder)) if os.path.isdir(folder) else []
