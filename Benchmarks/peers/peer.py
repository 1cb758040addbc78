#!/usr/bin/env python3
"""One engine: build its index, or answer queries and take times.

    peer.py ENGINE index CORPUS.jsonl FOLDER [--no-positions]
    peer.py ENGINE query FOLDER QUERIES.tsv --out FILE [--modes M,M] [--warmup S] [--budget-ms B] [--top N]

`query` speaks the protocol of `lede bench --step`: prints OPEN once the index is open, answers the lines
`WARM mode` and `ROUND mode` with DONE, and writes FILE at END. Timed is one call that searches; queries are built
before, where the engine lets one build them, and identifiers are read after.

An engine is a module engine_NAME.py with `version()`, `build(articles, folder, positions)`, which may return the
bytes that queries need where the folder holds more, and `Searcher(folder)` with `prepare(clauses, mode)`, a function to be timed
or None where the engine cannot, and `answer(result)`, which gives ([(identifier, score)…], exact count or None).
"""
import argparse
import gc
import importlib
import json
import os
import random
import resource
import statistics
import sys
import time

import corpus


class Stopwatch:
    """A query in one mode, and its times in nanoseconds."""

    def __init__(self, number, search):
        self.number, self.search = number, search
        self.times, self.spent, self.result = [], 0, None

    def run(self):
        start = time.perf_counter_ns()
        self.result = self.search()
        return time.perf_counter_ns() - start


class Measurement:
    def __init__(self, searcher, queries, modes, warmup, budget):
        self.warmup, self.budget = warmup * 1e9, budget * 1e6
        self.watches = {}
        for mode in modes:
            prepared = [(n, searcher.prepare(corpus.clauses(text), mode)) for n, (_, text) in enumerate(queries)]
            self.watches[mode] = [Stopwatch(n, search) for n, search in prepared if search]
            random.Random(7).shuffle(self.watches[mode])

    def warm(self, mode):
        start = time.perf_counter_ns()
        for watch in self.watches[mode]:
            watch.spent = watch.run()
        quick = [watch for watch in self.watches[mode] if watch.spent < self.budget / 20]
        while quick and time.perf_counter_ns() - start < self.warmup:
            for watch in quick:
                watch.run()

    def round(self, mode):
        for watch in self.watches[mode]:
            if len(watch.times) < 3 or watch.spent <= self.budget:
                watch.times.append(watch.run())
                watch.spent += watch.times[-1]


def serve(measurement):
    print("OPEN", flush=True)
    for line in sys.stdin:
        command, _, mode = line.strip().partition(" ")
        if command == "END":
            return
        gc.disable()
        (measurement.warm if command == "WARM" else measurement.round)(mode)
        gc.enable()
        gc.collect()
        print("DONE", flush=True)


def results(measurement, searcher, queries, top):
    for mode, watches in measurement.watches.items():
        for watch in sorted(watches, key=lambda watch: watch.number):
            if watch.times:
                hits, count = searcher.answer(watch.result)
                group, text = queries[watch.number]
                yield {"class": group, "query": text, "mode": mode, "min_us": min(watch.times) / 1e3,
                       "median_us": statistics.median(watch.times) / 1e3, "rounds": len(watch.times), "count": count,
                       "top": [[identifier, float(score)] for identifier, score in hits[:top]]}


def query(engine, arguments):
    start = time.perf_counter()
    searcher = engine.Searcher(arguments.folder)
    opened = (time.perf_counter() - start) * 1e3
    queries = corpus.queries(arguments.queries)
    measurement = Measurement(searcher, queries, arguments.modes.split(","), arguments.warmup, arguments.budget_ms)
    serve(measurement)
    with open(arguments.out, "w") as file:
        json.dump({"version": engine.version(), "open_ms": opened,
                   "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                   "results": list(results(measurement, searcher, queries, arguments.top))}, file)


def index(engine, arguments):
    os.makedirs(arguments.folder, exist_ok=True)
    size = engine.build(corpus.articles(arguments.corpus), arguments.folder, not arguments.no_positions)
    print(json.dumps({"version": engine.version(), **({"bytes": size} if size else {})}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("index")
    command.set_defaults(run=index)
    command.add_argument("corpus")
    command.add_argument("folder")
    command.add_argument("--no-positions", action="store_true", help="only for engines that can leave them out")
    command = commands.add_parser("query")
    command.set_defaults(run=query)
    command.add_argument("folder")
    command.add_argument("queries")
    command.add_argument("--out", required=True)
    command.add_argument("--modes", default=",".join(corpus.MODES))
    command.add_argument("--warmup", type=float, default=5)
    command.add_argument("--budget-ms", type=float, default=3000)
    command.add_argument("--top", type=int, default=10)
    command.add_argument("--step", action="store_true", help="always so")
    arguments = parser.parse_args()
    arguments.run(importlib.import_module("engine_" + arguments.engine), arguments)


if __name__ == "__main__":
    main()
