#!/usr/bin/env python3
"""Chooses the parameters of pseudo-relevance feedback by leaving one collection out at a time.

    python3 -m venv .venv && .venv/bin/pip install numpy PyStemmer
    LEDE_DATA=… .venv/bin/python Benchmarks/ranking/feedback_parameters.py [--terms 25]

Searches the collections of $LEDE_DATA/ir with BM25 and with every combination of GRID, and prints the mean
average precision of the best ones; for each collection that of the combination that is best on the mean
of all others; and the mean of these. An emulation, so that a combination takes a second: words,
stop words and stems as in `--analysis english`, scores not rounded. The choice is checked by `lede eval`.
"""
import argparse
import collections
import itertools
import json
import math
import os
import pathlib
import re

import numpy
import Stemmer

COLLECTIONS = ["time", "cranfield", "medline", "cacm", "adi", "cystic-fibrosis"]
GRID = {
    "method": ["rocchio", "rm3"],
    "sharpness": [1, 2, 4, 6],
    "documents": [5, 10, 20],
    "terms": [15, 25, 40, 80],
    "share": [0.15, 0.25, 0.35, 0.5],
}
WORD = re.compile(
    r"[A-Za-z0-9_]+(?:(?:(?<=[A-Za-z])['.:’](?=[A-Za-z])|(?<=[0-9])[.,;'](?=[0-9]))[A-Za-z0-9_]+)*")
STEMMER = Stemmer.Stemmer("english")


def stop_words():
    source = pathlib.Path(__file__).parents[2] / "Sources/Analysis/StopWords.swift"
    text = re.search(r"let english = \"\"\"(.*?)\"\"\"", source.read_text(), re.S)[1]
    return {word.replace("'", "") for word in text.replace("\\\n", " ").split()}


STOP_WORDS = stop_words()


def stems(text):
    words = (word.lower().removesuffix("'s") for word in WORD.findall(text))
    return [STEMMER.stemWord(word) for word in words if word.replace("'", "") not in STOP_WORDS]


class Collection:
    """Postings, vectors and judgments of one collection; rankings by the model at hand."""

    def __init__(self, folder, k1, b, title_weight, idf_power):
        documents = [json.loads(line) for line in open(folder / "docs.jsonl")]
        self.relevant = collections.defaultdict(set)
        for line in open(folder / "qrels.txt"):
            topic, _, document, grade = line.split()
            self.relevant[topic] |= {document} if int(grade) > 0 else set()
        self.ids = [document["id"] for document in documents]
        self.vectors, self.titles = [], []
        for document in documents:
            title = stems(document.get("title") or "")
            self.titles.append(collections.Counter(title))
            self.vectors.append(collections.Counter(title + stems(document["body"])))
        self.length = numpy.array([sum(vector.values()) for vector in self.vectors], float)
        weighted = self.length + (title_weight - 1) * numpy.array(
            [sum(title.values()) for title in self.titles])
        count = (self.length > 0).sum()
        norm = k1 * (1 - b + b * weighted / (weighted.sum() / count))
        self.plain_norm = 1.2 * (0.25 + 0.75 * self.length / (self.length.sum() / count))
        places, shares = collections.defaultdict(list), collections.defaultdict(list)
        for i, vector in enumerate(self.vectors):
            for stem, frequency in vector.items():
                frequency += (title_weight - 1) * self.titles[i][stem]
                places[stem].append(i)
                shares[stem].append(frequency / (frequency + norm[i]))
        self.postings = {s: (numpy.array(places[s]), numpy.array(shares[s])) for s in places}
        self.idf = {s: math.log(1 + (count - len(p) + 0.5) / (len(p) + 0.5))
                    for s, p in places.items()}
        self.weight = {stem: idf ** idf_power for stem, idf in self.idf.items()}
        self.topics = {}
        for line in open(folder / "queries.tsv"):
            topic, text = line.rstrip("\n").split("\t", 1)
            words = collections.Counter(stem for stem in stems(text) if stem in self.postings)
            query = {stem: n * self.weight[stem] for stem, n in words.items()}
            if topic in self.relevant:
                self.topics[topic] = query, self.scores(query)

    def scores(self, query):
        scores = numpy.zeros(len(self.ids))
        for stem, weight in query.items():
            places, shares = self.postings[stem]
            scores[places] += weight * shares
        return scores

    def expanded(self, query, scores, method, sharpness, documents, terms, share):
        best = [d for d in numpy.argsort(-scores, kind="stable")[:documents] if scores[d] > 0]
        sums = collections.Counter()
        for d in best:
            weight = (scores[d] / scores[best[0]]) ** sharpness
            for stem, f in self.vectors[d].items():
                if len(self.postings[stem][0]) > 1:
                    sums[stem] += weight * (
                        f / self.length[d] if method == "rm3" else f / (f + self.plain_norm[d]))
        chosen = sorted(sums, key=lambda s: (-sums[s] * self.idf[s], s))[:terms]
        added = {stem: sums[stem] * self.weight[stem] for stem in chosen}
        if not added or not query:
            return query
        factor = (1 - share) / share * sum(query.values()) / sum(added.values())
        return {stem: query.get(stem, 0) + factor * added.get(stem, 0)
                for stem in query.keys() | added.keys()}

    def average_precision(self, topic, scores):
        found, total = 0, 0.0
        for rank, d in enumerate(numpy.argsort(-scores, kind="stable")[:1000], 1):
            if scores[d] <= 0:
                break
            if self.ids[d] in self.relevant[topic]:
                found += 1
                total += found / rank
        return total / max(len(self.relevant[topic]), 1)

    def mean(self, ranking):
        values = [self.average_precision(topic, ranking(*known))
                  for topic, known in self.topics.items()]
        return sum(values) / len(self.relevant)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--terms", type=int, help="only combinations with so many terms")
    parser.add_argument("--k1", type=float, default=1.5)
    parser.add_argument("--b", type=float, default=0.7)
    parser.add_argument("--title-weight", type=float, default=4)
    parser.add_argument("--idf-power", type=float, default=1.2)
    options = parser.parse_args()
    grid = dict(GRID, **({"terms": [options.terms]} if options.terms else {}))
    folder = pathlib.Path(os.environ["LEDE_DATA"]) / "ir"
    all_collections = [
        Collection(folder / name, options.k1, options.b, options.title_weight, options.idf_power)
        for name in COLLECTIONS]
    plain = [c.mean(lambda query, scores: scores) for c in all_collections]
    print("without", *(f"{v:.4f}" for v in plain), f"mean {numpy.mean(plain):.4f}", sep="\t")
    rows = []
    for values in itertools.product(*grid.values()):
        chosen = dict(zip(grid, values))
        rows.append((chosen, [
            c.mean(lambda query, scores: c.scores(c.expanded(query, scores, **chosen)))
            for c in all_collections]))
    for chosen, values in sorted(rows, key=lambda row: -sum(row[1]))[:12]:
        print(*chosen.values(), *(f"{v:.4f}" for v in values), f"mean {numpy.mean(values):.4f}",
              sep="\t")
    held_out = []
    for i, name in enumerate(COLLECTIONS):
        chosen, values = max(rows, key=lambda row: sum(row[1]) - row[1][i])
        held_out.append(values[i])
        print("left out", name, *chosen.values(), f"{values[i]:.4f}", sep="\t")
    print(f"mean of those left out\t{numpy.mean(held_out):.4f}")


if __name__ == "__main__":
    main()
