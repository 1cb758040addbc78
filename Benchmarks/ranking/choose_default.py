#!/usr/bin/env python3
"""Chooses the parameters of the default ranking, leaving one collection out at a time.

    LEDE_DATA=… Benchmarks/ranking/choose_default.py [--lede PROGRAM] [--out FILE]

Each candidate is measured on the six collections of $LEDE_DATA/ir (nDCG@10) and by known items on three
collections of news (reciprocal rank of the article that a headline belongs to, headlines hidden; there a
title can weigh nothing). What counts is the mean of the ratios to plain BM25 at 1.2/0.75. For each
collection the candidate is taken that is best on all others, and what it gives on the one left out is
the honest figure. Indexes are made in a scratch folder. Needs nothing but Python 3.
"""
import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile

COLLECTIONS = ["time", "cranfield", "medline", "cacm", "adi", "cystic-fibrosis"]
NEWS = ["reuters-21578", "bbc-2004-2005", "reuters-2006-2010"]
BASELINE = "bm25"
GRID = {"k1": [0.9, 1.2, 2.0], "b": [0.4, 0.75], "title": [1, 6], "lead": [1, 2, 3], "idf": [1, 1.2],
        "similar": [0, 0.5, 1, 1.5, 2]}


def candidates():
    for values in itertools.product(*GRID.values()):
        yield "news:" + ",".join(f"{name}={value}" for name, value in zip(GRID, values))


def means(lede, arguments, models, measure):
    """The mean of a measure for each model, in order."""
    result = subprocess.run(
        [lede, "eval", *arguments, "--models", ",".join(models), "--measures", measure, "--rounds", "0", "--json"],
        capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"lede eval {' '.join(arguments)}: {result.stderr.strip()}")
    sums = {}
    for line in result.stdout.splitlines():
        row = json.loads(line)
        if row.get("type") == "topic":
            sums.setdefault(row["run"], []).append(row[measure])
    if len(sums) != len(models):
        sys.exit(f"lede eval names {len(sums)} of {len(models)} models apart")
    return [statistics.fmean(values) for values in sums.values()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lede", default=".build/release/lede")
    parser.add_argument("--out", help="write all figures to this file as JSON")
    parser.add_argument("--items", type=int, default=300, help="headlines of each news collection")
    options = parser.parse_args()
    data = os.environ.get("LEDE_DATA")
    if not data:
        sys.exit("choose_default.py: LEDE_DATA is not set: skipped")
    models = [BASELINE] + list(candidates())
    figures = {}
    with tempfile.TemporaryDirectory() as scratch:
        def index(name, path):
            subprocess.run([options.lede, "index", "--quiet", "--index", f"{scratch}/{name}", path], check=False)
            return f"{scratch}/{name}"
        for name in COLLECTIONS:
            folder = f"{data}/ir/{name}"
            files = [f"{folder}/queries.tsv", f"{folder}/qrels.txt"]
            figures[name] = means(
                options.lede, [*files, "--index", index(name, f"{folder}/docs.jsonl")], models, "nDCG@10")
            print(f"{name}: baseline {figures[name][0]:.4f}, best {max(figures[name]):.4f}", flush=True)
        # Without headlines their weight is nothing: one value of it stands for all.
        plain = [BASELINE] + [model for model in models[1:] if ",title=1," in model]
        for name in NEWS:
            path = index(name, f"{data}/news/{name}.jsonl")
            found = dict(zip(plain, means(
                options.lede, ["--known-item", str(options.items), "--index", path], plain, "RR")))
            figures[name] = [found[model if model in found else without_title(model)] for model in models]
            print(f"{name}: baseline {figures[name][0]:.4f}, best {max(figures[name]):.4f}", flush=True)
    report(models, figures)
    if options.out:
        with open(options.out, "w") as file:
            json.dump({"models": models, "figures": figures}, file)


def without_title(model):
    return ",".join("title=1" if part.startswith("title=") else part for part in model.split(","))


def report(models, figures):
    ratios = {name: [value / values[0] for value in values] for name, values in figures.items()}

    def best(names):
        return max(range(1, len(models)), key=lambda i: (statistics.fmean(ratios[name][i] for name in names), -i))

    print("\n| left out | chosen on the others | there | plain BM25 | ratio |")
    print("|---|---|---:|---:|---:|")
    held_out = []
    for name in figures:
        i = best([other for other in figures if other != name])
        held_out.append(ratios[name][i])
        print(f"| {name} | `{models[i]}` | {figures[name][i]:.4f} | {figures[name][0]:.4f} | {ratios[name][i]:.3f} |")
    print(f"\nmean of the ratios held out: {statistics.fmean(held_out):.4f}")
    i = best(list(figures))
    print(f"best on all: {models[i]}, mean ratio {statistics.fmean(r[i] for r in ratios.values()):.4f}")
    ranked = sorted(range(1, len(models)), key=lambda i: -statistics.fmean(r[i] for r in ratios.values()))
    for i in ranked[:10]:
        print(f"  {statistics.fmean(r[i] for r in ratios.values()):.4f} {models[i]}")


if __name__ == "__main__":
    main()
