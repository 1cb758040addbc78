"""Whether the engines found the same."""
import hashlib


def digest(lines):
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def check(results, queries):
    """Compares the exact counts of all engines and the ten best of Lede with each peer's.

    Scores are each engine's own (parameters of BM25, rounded lengths), so the ten best need not be the same; the
    share of common ones is recorded. The hash of Lede's ten best tells whether two of its runs answered alike.
    """
    counts = {}
    for engine, result in results.items():
        for answer in result["results"]:
            if answer["count"] is not None:
                counts.setdefault((answer["class"], answer["query"]), {}).setdefault(answer["count"], set()).add(engine)
    differing = [{"class": group, "query": text, "counts": {str(count): sorted(names) for count, names in found.items()}}
                 for (group, text), found in counts.items() if len(found) > 1]
    best = {engine: {answer["query"]: [identifier for identifier, _ in answer["top"][:10]]
                     for answer in result["results"] if answer["mode"] == "TOP_10"} for engine, result in results.items()}
    lede = best.get("lede", {})
    common = {engine: overlap(lede, other) for engine, other in best.items() if engine != "lede"}
    return {
        "counted": len(counts), "counts_differ": differing,
        "counts_hash": {engine: digest(f"{answer['class']}\t{answer['query']}\t{answer['count']}"
                                       for answer in result["results"] if answer["mode"] == "COUNT")
                        for engine, result in results.items() if any(a["mode"] == "COUNT" for a in result["results"])},
        "lede_top_10_hash": digest(f"{text}\t{' '.join(lede[text])}" for _, text in queries if text in lede) if lede else None,
        "top_10_common_with_lede": {engine: share for engine, share in common.items() if share is not None},
    }


def overlap(ours, theirs):
    """The share of the hits of one that the other has, over the queries that both answered."""
    shares = [len(set(ours[text]) & set(theirs[text])) / len(ours[text])
              for text in ours.keys() & theirs.keys() if ours[text]]
    return round(sum(shares) / len(shares), 3) if shares else None


def lines(answers):
    """What to print of it."""
    if answers["counted"]:
        yield from count_lines(answers)
    if answers["lede_top_10_hash"]:
        yield f"Hash of Lede's ten best: {answers['lede_top_10_hash']}"
    for engine, share in answers["top_10_common_with_lede"].items():
        yield f"  in common with {engine}: {100 * share:.1f} %"


def count_lines(answers):
    yield (f"Exact counts: {answers['counted'] - len(answers['counts_differ'])} of {answers['counted']} queries agree "
           f"in all engines and modes.")
    for difference in answers["counts_differ"][:10]:
        yield f"  differ: {difference['class']} {difference['query']}: {difference['counts']}"
    yield "Hash of all counts: " + ", ".join(f"{engine} {value}" for engine, value in answers["counts_hash"].items())
