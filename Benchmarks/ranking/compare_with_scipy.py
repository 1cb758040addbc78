#!/usr/bin/env python3
"""Writes the p-values that SciPy gives for simulated differences between two systems, for the tests of
RankingEvaluation:

    python3 -m venv .venv && .venv/bin/pip install scipy
    .venv/bin/python Benchmarks/ranking/compare_with_scipy.py > Tests/RankingEvaluationTests/Fixtures/scipy/p.tsv

A line is: p of ttest_rel, p of permutation_test (all swaps up to 16 topics, 400,000 random ones above),
the differences separated by spaces.
"""
import numpy
from scipy import stats

KINDS = {
    "normal": lambda rng, n, shift: rng.normal(shift, 0.15, n),
    "with ties": lambda rng, n, shift: numpy.where(rng.random(n) < 0.4, 0, rng.normal(shift, 0.2, n)),
    "of ranks": lambda rng, n, shift: 1 / rng.geometric(0.4 + shift, n) - 1 / rng.geometric(0.4, n),
    "of successes": lambda rng, n, shift: (rng.random(n) < 0.6 + shift) * 1.0 - (rng.random(n) < 0.6),
}


def p_values(differences):
    zeros = numpy.zeros_like(differences)
    with numpy.errstate(all="ignore"):
        t = stats.ttest_rel(differences, zeros).pvalue if differences.any() else 1.0
    # Of whole numbers: sums that are equal are then equal to SciPy as well.
    swaps = stats.permutation_test(
        (numpy.rint(differences * 10_000), zeros), lambda x, y, axis: numpy.sum(x - y, axis=axis), vectorized=True,
        permutation_type="samples", n_resamples=numpy.inf if len(differences) <= 16 else 400_000,
        batch=10_000, rng=numpy.random.default_rng(1)).pvalue
    return t, swaps


def main():
    rng = numpy.random.default_rng(1)
    for count in (5, 8, 12, 16, 25, 50, 83, 225):
        for make in KINDS.values():
            for shift in (0, 0.05):
                differences = numpy.round(make(rng, count, shift), 4)
                t, swaps = p_values(differences)
                print(f"{t:.8f}\t{swaps:.8f}\t" + " ".join(f"{d:.4f}" for d in differences))


if __name__ == "__main__":
    main()
