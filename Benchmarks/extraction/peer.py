"""Runs one extractor over pages: reads lines of JSON {"id", "url", "html" (base64)}, writes {"id", "seconds", "body", "title", "byline",
"date"} for each. Only the extraction is timed. Run by `compare` with the Python that has the extractors.
"""
import base64
import json
import logging
import sys
import time

logging.disable(logging.CRITICAL)


def trafilatura(mode):
    import trafilatura as library
    options = {"default": {}, "precision": {"favor_precision": True}, "recall": {"favor_recall": True}, "fast": {"fast": True}}[mode]

    def extract(page, url):
        found = library.bare_extraction(page, url=url or None, with_metadata=True, include_comments=False, **options)
        if not found:
            return {}
        return {"body": found.text, "title": found.title, "byline": (found.author or "").replace(";", ","), "date": found.date}
    return extract


def htmldate():
    from htmldate import find_date

    def extract(page, url):
        return {"date": find_date(page.decode("utf-8", "replace"), url=url or None, original_date=True)}
    return extract


def readability():
    from lxml import html
    from readability import Document

    def extract(page, url):
        document = Document(page)
        body = html.fromstring(document.summary())
        lines = [" ".join(e.itertext()) for e in body.iter("p", "h1", "h2", "h3", "h4", "li", "blockquote", "pre", "td")
                 if not any(a.tag in ("p", "li", "blockquote", "pre", "td") for a in e.iterancestors())]
        return {"body": "\n".join(lines) or body.text_content(), "title": document.short_title(), "byline": document.author()}
    return extract


def newspaper():
    import newspaper as library

    def extract(page, url):
        article = library.Article(url or "http://localhost/", fetch_images=False)
        article.download(input_html=page.decode("utf-8", "replace"))
        article.parse()
        date = article.publish_date.isoformat() if article.publish_date else None
        return {"body": article.text, "title": article.title, "byline": ", ".join(article.authors), "date": date}
    return extract


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    def extract(page, url):
        tree = HTMLTree.parse_from_bytes(page, detect_encoding(page))
        body = extract_plain_text(tree, main_content=True, alt_texts=False, links=False, form_fields=False, noscript=False)
        return {"body": body, "title": tree.title}
    return extract


def goose():
    from goose3 import Goose
    library = Goose({"enable_image_fetching": False, "strict": False})

    def extract(page, url):
        article = library.extract(raw_html=page.decode("utf-8", "replace"))
        return {"body": article.cleaned_text, "title": article.title, "byline": ", ".join(article.authors), "date": article.publish_date}
    return extract


EXTRACTORS = {f"trafilatura-{mode}": (lambda mode=mode: trafilatura(mode)) for mode in ("default", "precision", "recall", "fast")}
EXTRACTORS |= {"htmldate": htmldate, "readability": readability, "newspaper4k": newspaper, "resiliparse": resiliparse, "goose3": goose}


def main():
    extract = EXTRACTORS[sys.argv[1]]()
    for line in sys.stdin:
        page = json.loads(line)
        markup = base64.b64decode(page["html"])
        start = time.process_time()
        try:
            found = extract(markup, page["url"])
        except Exception as error:  # an extractor that fails on a page has found nothing there
            found = {"error": str(error)[:200]}
        found = {"id": page["id"], "seconds": time.process_time() - start} | found
        print(json.dumps(found, default=str), flush=True)


if __name__ == "__main__":
    main()
