#!/usr/bin/env python3
"""Checks that RankingEvaluation computes what trec_eval computes, on every topic, to 4 decimals.

Writes cases (qrels.txt, run.txt, expected.tsv) with the values of pytrec_eval, which runs the C code of
trec_eval, and, for the measures that trec_eval lacks, of ir-measures (gdeval for ERR and nDCG with the
exponential gain, cwl_eval for RBP). The Swift tests evaluate them:

    python3 -m venv .venv && .venv/bin/pip install pytrec_eval-terrier ir-measures cwl-eval
    .venv/bin/python Benchmarks/ranking/compare_with_trec_eval.py              # 50 random cases
    .venv/bin/python Benchmarks/ranking/compare_with_trec_eval.py --write DIR --cases 3 --topics 4

The random cases have ties, near-ties below single precision, unjudged and negatively judged documents,
topics without results, without relevant documents and without judgments. Documents that stand twice in
a list or in the judgments are no case here: trec_eval refuses such files, and so does Lede (see the
tests of RankedRun and Judgments). With $LEDE_DATA set, all judged collections are added, each with
Lucene's runs there and, where --lede names the built command, with Lede's own.
"""
import argparse
import gzip
import logging
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

import ir_measures
import pytrec_eval

# The name here, and the name that trec_eval prints.
MEASURES = {
    "nDCG@1": "ndcg_cut_1", "nDCG@5": "ndcg_cut_5", "nDCG@10": "ndcg_cut_10", "nDCG@100": "ndcg_cut_100",
    "nDCG": "ndcg", "AP": "map", "AP@10": "map_cut_10", "AP@100": "map_cut_100",
    "P@5": "P_5", "P@10": "P_10", "P@100": "P_100",
    "R@10": "recall_10", "R@100": "recall_100", "R@1000": "recall_1000", "RR": "recip_rank",
    "Rprec": "Rprec", "Bpref": "bpref", "infAP": "infAP",
    "Success@1": "success_1", "Success@5": "success_5", "Success@10": "success_10",
}
ASKED = {"ndcg_cut.1,5,10,100", "ndcg", "map", "map_cut.10,100", "P.5,10,100", "recall.10,100,1000",
         "recip_rank", "Rprec", "bpref", "infAP", "success.1,5,10"}
# The same measures where only grades of 2 and more are relevant.
STRICT = {"AP(rel=2)": "map", "Bpref(rel=2)": "bpref", "infAP(rel=2)": "infAP", "P(rel=2)@10": "P_10",
          "Rprec(rel=2)": "Rprec", "RR(rel=2)": "recip_rank"}
STRICT_ASKED = {"map", "bpref", "infAP", "P.10", "Rprec", "recip_rank"}
# What ir-measures computes, under the name here.
OTHERS = {
    "ERR@5": ir_measures.ERR @ 5, "ERR@20": ir_measures.ERR @ 20,
    "RBP(p=0.8)": ir_measures.RBP(p=0.8, rel=1), "RBP(p=0.95)": ir_measures.RBP(p=0.95, rel=1),
    "nDCG(dcg='exp-log2')@10": ir_measures.nDCG(dcg="exp-log2") @ 10,
    "Judged@10": ir_measures.Judged @ 10,
}


def single(score):
    """The score as trec_eval up to 9.0.8 holds it."""
    return struct.unpack("f", struct.pack("f", score))[0]


def in_order(ranked):
    """Each list with scores that leave its order, which is trec_eval's, in no doubt."""
    return {topic: {document: float(len(scores) - rank) for rank, document in enumerate(
        sorted(scores, key=lambda name: (single(scores[name]), name.encode()), reverse=True))}
        for topic, scores in ranked.items()}


def others(judged, ranked):
    """Values of ir-measures by topic and name; gdeval wants grades from 0 and topics that are numbers."""
    numbers = {topic: str(i) for i, topic in enumerate(judged, 1)}
    names = {number: topic for topic, number in numbers.items()}
    qrels = {numbers[topic]: grades for topic, grades in judged.items()}
    run = {numbers[topic]: scores for topic, scores in in_order(ranked).items() if topic in judged}
    if not run:
        return {}
    found = {}
    by_measure = {measure: name for name, measure in OTHERS.items()}
    for metric in ir_measures.iter_calc(list(OTHERS.values()), qrels, run):
        found[names[metric.query_id], by_measure[metric.measure]] = metric.value
    return found


def expected(qrels, run, with_others):
    """Lines of topic, measure, value; judged topics without results count 0, as with trec_eval -c."""
    judged = {}
    for line in qrels:
        topic, _, document, grade = line.split()
        judged.setdefault(topic, {})[document] = int(grade)
    ranked = {}
    for line in run:
        topic, _, document, _, score, _ = line.split()
        ranked.setdefault(topic, {})[document] = float(score)
    values = {}
    for names, asked, level in ((MEASURES, ASKED, 1), (STRICT, STRICT_ASKED, 2)):
        found = pytrec_eval.RelevanceEvaluator(judged, asked, relevance_level=level).evaluate(ranked)
        for ours, theirs in names.items():
            for topic in judged:
                values[topic, ours] = found.get(topic, {}).get(theirs, 0.0)
    if with_others:
        found = others(judged, ranked)
        for ours in OTHERS:
            for topic in judged:
                values[topic, ours] = found.get((topic, ours), 0.0)
    for ours in dict.fromkeys(name for _, name in values):
        for topic in judged:
            yield f"{topic}\t{ours}\t{values[topic, ours]:.6f}"
        yield f"all\t{ours}\t{sum(values[topic, ours] for topic in judged) / len(judged):.6f}"


def write_case(folder, qrels, run):
    folder.mkdir(parents=True, exist_ok=True)
    # gdeval cannot do without a relevant document, and grades above 4 are not on its scale.
    grades = {}
    for line in qrels:
        topic, _, _, grade = line.split()
        grades.setdefault(topic, []).append(int(grade))
    with_others = all(0 < max(values) <= 4 for values in grades.values())
    lines = list(expected(qrels, run, with_others))
    for name, lines in (("qrels.txt", qrels), ("run.txt", run), ("expected.tsv", lines)):
        (folder / name).write_text("".join(line + "\n" for line in lines))
    return with_others


def random_case(rng, topics):
    qrels, run = [], []
    documents = [f"{rng.choice(['d', 'D', 'é', ''])}{i}" for i in range(rng.choice([12, 40, 300]))]
    lowest = rng.choice([-2, -1, 0, 0])
    highest = rng.choice([1, 1, 3, 9])
    hopeless = rng.choice([0.1, 0.1, 0])
    for topic in range(1, topics + 1):
        kind = rng.random()
        if kind > 0.1:  # else without judgments
            pool = rng.sample(documents, rng.randint(1, len(documents)))
            grade = (lambda: 0) if kind < 0.1 + hopeless else (lambda: rng.randint(lowest, highest))
            grades = [grade() for _ in pool]
            grades[0] = max(0 if hopeless else 1, grades[0])  # trec_eval crashes where all are negative
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


def own_run(lede, collection, folder):
    """The lines of the run that the command makes on a collection."""
    index, out = folder / "index", folder / "run"
    subprocess.run([lede, "index", collection / "docs.jsonl", "--index", index, "--quiet"], check=True)
    subprocess.run([lede, "eval", collection / "queries.tsv", collection / "qrels.txt", "--index", index,
                    "--quiet", "--json", "--run", out], check=True, stdout=subprocess.DEVNULL)
    return out.read_text().splitlines()


def real_cases(data, lede):
    for collection in sorted((data / "ir").iterdir()):
        if not collection.is_dir():
            continue
        runs = {path.name[:-7]: gzip.open(path, "rt").read().splitlines()
                for path in sorted(data.glob(f"ir-runs/{collection.name}.*.run.gz"))}
        if lede:
            with tempfile.TemporaryDirectory() as folder:
                runs[f"{collection.name}.lede"] = own_run(lede, collection, pathlib.Path(folder))
        for qrels in sorted(collection.glob("qrels*.txt")):
            for name, run in runs.items():
                yield f"{collection.name}-{qrels.stem}-{name}", qrels.read_text().splitlines(), run


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cases", type=int, default=50, help="number of random cases")
    parser.add_argument("--topics", type=int, default=20, help="topics in each random case")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lede", type=pathlib.Path, help="the command, for runs of its own")
    parser.add_argument("--write", type=pathlib.Path, help="only write the random cases to this folder")
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)

    rng = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.write or pathlib.Path(temporary)
        complete = 0
        for number in range(1, arguments.cases + 1):
            complete += write_case(folder / f"random-{number:02}", *random_case(rng, arguments.topics))
        if arguments.write:
            return 0
        count = arguments.cases
        if "LEDE_DATA" in os.environ:
            for name, qrels, run in real_cases(pathlib.Path(os.environ["LEDE_DATA"]), arguments.lede):
                complete += write_case(folder / name, qrels, run)
                count += 1
        print(f"{count} cases, {complete} of them with the measures of ir-measures", flush=True)
        return subprocess.run(
            ["swift", "test", "--skip-build", "--filter", "TrecEvalAgreementTests"],
            cwd=pathlib.Path(__file__).resolve().parents[2],
            env=os.environ | {"LEDE_TREC_EVAL_CASES": str(folder)}).returncode


if __name__ == "__main__":
    sys.exit(main())
