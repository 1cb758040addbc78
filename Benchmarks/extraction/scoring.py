"""How far an extracted body agrees with the known one, and fields of metadata with theirs.

Bodies are multisets of windows of four words, as the public article extraction benchmark defines its score: precision
is averaged over the pages for which anything was given, recall over those with a known body, and F1 is the harmonic mean
of both averages. Page F1 is the mean of each page's own F1, so that an empty answer costs.
"""
import collections
import re
import unicodedata

WORD = re.compile(r"\w+")
SIZE = 4


def windows(words):
    if not words:
        return collections.Counter()
    return collections.Counter(tuple(words[i:i + SIZE]) for i in range(max(1, len(words) - SIZE + 1)))


def beginning(words, known):
    """`words` from where `known` begins in them and as many as it has: for bodies of which only the beginning is known."""
    for start in range(len(words)):
        if words[start:start + 3] == known[:3]:
            return words[:start + len(known)]
    return words[:len(known)]


class PageScore:
    """One page's windows in common, given and known."""

    def __init__(self, page, given):
        known, given = WORD.findall(page["body"]), WORD.findall(given or "")
        if page.get("is_beginning"):
            given = beginning(given, known)
        truth, candidate = windows(known), windows(given)
        self.id = page["id"]
        self.shared, self.given, self.known = sum((truth & candidate).values()), sum(candidate.values()), sum(truth.values())
        self.exact = known == given

    @property
    def f1(self):
        return 2 * self.shared / (self.given + self.known) if self.given + self.known else 1.0


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else 0.0


def summary(scores):
    precision = mean(s.shared / s.given for s in scores if s.given)
    recall = mean(s.shared / s.known for s in scores if s.known)
    return {"F1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0, "precision": precision, "recall": recall,
            "page F1": mean(s.f1 for s in scores), "exact": mean(s.exact for s in scores)}


def folded(text):
    """Letters and digits only, case folded: titles are equal if these are."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def names(byline):
    """The people of a byline."""
    byline = re.sub(r"\s+", " ", byline)
    byline = re.sub(r"^(by|par|von|por|written by)\b:?\s*", "", byline.strip(), flags=re.I)
    return {folded(name) for name in re.split(r",|;|&|\band\b|\bund\b|\bet\b|\by\b", byline) if folded(name)}


def agrees(field, known, given):
    """Whether a field of metadata is right."""
    if not given:
        return False
    if field == "byline":
        return names(known) == names(given)
    return given[:10] == known if field == "date" else folded(known) == folded(given)
