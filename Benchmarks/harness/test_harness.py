"""Tests of what turns times into tables: python3 Benchmarks/harness/test_harness.py"""
import os
import sys
import unittest

benchmarks = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [benchmarks, os.path.join(benchmarks, "peers")]

import corpus
from harness import answers, plots, runs, summary


def run_with(**engines):
    """A run of three queries; of each engine its minima of TOP_10."""
    queries = [["or2", "a b"], ["or2", "c d"], ["phrase2", '"a b"']]
    return {"date": "2030-01-02T03:04:05+00:00", "corpus": {"name": "test", "articles": 10}, "queries": {"list": queries},
            "engines": {name: {"modes": {"TOP_10": {"min": times}}} for name, times in engines.items()}}


class HarnessTests(unittest.TestCase):
    def test_a_query_is_words_and_phrases_required_or_not(self):
        self.assertEqual(corpus.clauses('+"a b" +c'), [corpus.Clause(True, ("a", "b")), corpus.Clause(True, ("c",))])
        self.assertEqual(corpus.clauses("a b"), [corpus.Clause(False, ("a",)), corpus.Clause(False, ("b",))])
        self.assertEqual(corpus.clauses('"a b c"'), [corpus.Clause(True, ("a", "b", "c"))])

    def test_a_class_is_the_geometric_mean_of_its_queries(self):
        rows = dict(summary.rows(run_with(lede=[1, 4, 5], other=[10, 40, 50]), "TOP_10", "min"))
        self.assertAlmostEqual(rows["union of 2, 3, 5 words"]["lede"], 2)
        self.assertAlmostEqual(rows["slowest phrase"]["other"], 50)

    def test_the_ratio_is_to_the_best_of_those_that_answered_all(self):
        rows = dict(summary.rows(run_with(lede=[1, 4, 5], good=[2, 8, None], bad=[10, 40, 50]), "TOP_10", "min"))
        self.assertAlmostEqual(summary.ratio(rows["union of 2, 3, 5 words"]), 0.5)
        self.assertAlmostEqual(summary.ratio(rows["phrase of 2 words"]), 0.1)
        self.assertNotIn("good", rows["99th percentile of all queries"])
        self.assertIsNone(summary.ratio({"lede": 1}))

    def test_the_exponent_of_a_power_is_that_power(self):
        self.assertAlmostEqual(summary.exponent([(x, 3 * x ** 0.7) for x in (10, 100, 300, 5_000)]), 0.7)

    def test_quantiles_lie_between_neighbours(self):
        self.assertEqual(summary.quantile([1, 2, 3], 0.75), 2.5)
        self.assertEqual(summary.quantile([7], 0.99), 7)

    def test_engines_that_count_differently_are_named(self):
        def result(count):
            return {"results": [{"class": "or2", "query": "a b", "mode": "COUNT", "count": count, "top": []}]}
        checked = answers.check({"lede": result(3), "one": result(3), "two": result(4)}, [("or2", "a b")])
        self.assertEqual(checked["counts_differ"][0]["counts"], {"3": ["lede", "one"], "4": ["two"]})
        self.assertEqual(checked["counts_hash"]["lede"], checked["counts_hash"]["one"])
        self.assertNotEqual(checked["counts_hash"]["lede"], checked["counts_hash"]["two"])

    def test_plots_name_every_engine_and_a_run_survives_being_written(self):
        import json
        run = run_with(lede=[1, 4, 5], other=[10, 40, 50])
        drawing = plots.bars(run, "TOP_10")
        self.assertTrue(all(f">{name}</text>" in drawing for name in run["engines"]))
        self.assertEqual(json.loads(runs.lines(run, 0)), run)


if __name__ == "__main__":
    unittest.main()
