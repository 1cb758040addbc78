"""What all engines read alike: articles, queries."""
import re
from dataclasses import dataclass

try:
    from orjson import loads
except ImportError:
    from json import loads

MODES = ("TOP_10", "TOP_100", "TOP_10_COUNT", "COUNT")


@dataclass(frozen=True)
class Clause:
    required: bool
    words: tuple  # two or more are a phrase


def articles(path):
    """(identifier, text) of each line of a file of JSON Lines; the text is title, space, body."""
    with open(path, "rb") as file:
        for line in file:
            article = loads(line)
            yield str(article["id"]), f"{article.get('title') or ''} {article.get('body') or ''}"


def queries(path):
    """(class, query) of each line of a file of queries."""
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file]
    return [tuple(line.split("\t", 1)) for line in lines if line and not line.startswith("#")]


def clauses(query):
    """The clauses of a query: words and "phrases of words", a plus before what must match."""
    found = [Clause(bool(plus), tuple((phrase or word).split()))
             for plus, phrase, word in re.findall(r'(\+?)(?:"([^"]+)"|([^\s"]+))', query)]
    return [Clause(True, found[0].words)] if len(found) == 1 else found


def hits(mode):
    """How many hits a mode asks for."""
    return {"TOP_10": 10, "TOP_100": 100, "TOP_10_COUNT": 10, "COUNT": 0}[mode]
