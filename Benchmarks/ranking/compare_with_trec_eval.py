#!/usr/bin/env python3
"""Checks that RankingEvaluation computes what trec_eval computes, on every topic, to 4 decimals.

Writes cases (qrels.txt, run.txt, expected.tsv) with the values of pytrec_eval, which runs the C code of
trec_eval, and lets the Swift tests evaluate them:

    python3 -m venv .venv && .venv/bin/pip install pytrec_eval-terrier
    .venv/bin/python Benchmarks/ranking/compare_with_trec_eval.py              # 50 random cases
    .venv/bin/python Benchmarks/ranking/compare_with_trec_eval.py --write DIR --cases 3 --topics 4

The random cases have ties, near-ties below single precision, unjudged and negatively judged documents,
topics without results, without relevant documents and without judgments. With $LEDE_DATA set, all
judged collections and runs in it are added. Needs: pytrec_eval-terrier, the repository's swift build.
"""
import argparse
import gzip
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import pytrec_eval

# The name here, and the name that trec_eval prints.
MEASURES = {
    "nDCG@1": "ndcg_cut_1", "nDCG@5": "ndcg_cut_5", "nDCG@10": "ndcg_cut_10", "nDCG@100": "ndcg_cut_100",
    "AP": "map", "P@5": "P_5", "P@10": "P_10", "P@100": "P_100",
    "R@10": "recall_10", "R@100": "recall_100", "R@1000": "recall_1000", "RR": "recip_rank",
}
ASKED = {"ndcg_cut.1,5,10,100", "map", "P.5,10,100", "recall.10,100,1000", "recip_rank"}


def expected(qrels, run):
    """Lines of topic, measure, value; judged topics without results count 0, as with trec_eval -c."""
    judged = {}
    for line in qrels:
        topic, _, document, grade = line.split()
        judged.setdefault(topic, {})[document] = int(grade)
    ranked = {}
    for line in run:
        topic, _, document, _, score, _ = line.split()
        ranked.setdefault(topic, {})[document] = float(score)
    values = pytrec_eval.RelevanceEvaluator(judged, ASKED).evaluate(ranked)
    for name, theirs in MEASURES.items():
        total = 0.0
        for topic in judged:
            value = values.get(topic, {}).get(theirs, 0.0)
            total += value
            yield f"{topic}\t{name}\t{value:.6f}"
        yield f"all\t{name}\t{total / len(judged):.6f}"


def write_case(folder, qrels, run):
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in (("qrels.txt", qrels), ("run.txt", run), ("expected.tsv", expected(qrels, run))):
        (folder / name).write_text("".join(line + "\n" for line in lines))


def random_case(rng, topics):
    qrels, run = [], []
    documents = [f"{rng.choice(['d', 'D', 'é', ''])}{i}" for i in range(rng.choice([12, 40, 300]))]
    lowest = rng.choice([-2, -1, 0, 0])
    highest = rng.choice([1, 1, 3, 9])
    for topic in range(1, topics + 1):
        kind = rng.random()
        if kind > 0.1:  # else without judgments
            pool = rng.sample(documents, rng.randint(1, len(documents)))
            grade = (lambda: 0) if kind < 0.2 else (lambda: rng.randint(lowest, highest))
            grades = [grade() for _ in pool]
            grades[0] = max(0, grades[0])  # trec_eval crashes where all grades are negative
            qrels += [f"{topic} 0 {document} {value}" for document, value in zip(pool, grades)]
        if rng.random() > 0.1:  # else without results
            answer = rng.sample(documents, rng.randint(1, len(documents)))
            scores = rng.choice([
                lambda: rng.uniform(0, 30), lambda: rng.randint(0, 3), lambda: 1.0,
                lambda: 17 + rng.randint(0, 3) * 1e-8, lambda: -rng.randint(0, 9) / 7,
            ])
            run += [f"{topic} Q0 {document} {rank} {scores()!r} random"
                    for rank, document in enumerate(answer, 1)]
    if not qrels or not run:
        return random_case(rng, topics)
    rng.shuffle(run)
    return qrels, run


def real_cases(data):
    for qrels in sorted(data.glob("ir/*/qrels*.txt")):
        for run in sorted(data.glob(f"ir-runs/{qrels.parent.name}.*.run.gz")):
            with gzip.open(run, "rt") as file:
                yield f"{qrels.parent.name}-{qrels.stem}-{run.name[:-7]}", qrels.read_text().splitlines(), \
                    file.read().splitlines()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cases", type=int, default=50, help="number of random cases")
    parser.add_argument("--topics", type=int, default=20, help="topics in each random case")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=pathlib.Path, help="only write the random cases to this folder")
    arguments = parser.parse_args()

    rng = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.write or pathlib.Path(temporary)
        for number in range(1, arguments.cases + 1):
            write_case(folder / f"random-{number:02}", *random_case(rng, arguments.topics))
        if arguments.write:
            return 0
        count = arguments.cases
        if "LEDE_DATA" in os.environ:
            for name, qrels, run in real_cases(pathlib.Path(os.environ["LEDE_DATA"])):
                write_case(folder / name, qrels, run)
                count += 1
        print(f"{count} cases", flush=True)
        return subprocess.run(
            ["swift", "test", "--filter", "TrecEvalAgreementTests"],
            cwd=pathlib.Path(__file__).resolve().parents[2],
            env=os.environ | {"LEDE_TREC_EVAL_CASES": str(folder)}).returncode


if __name__ == "__main__":
    sys.exit(main())
