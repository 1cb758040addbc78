"""A run: everything that was measured at one time, as it is kept in Benchmarks/runs."""
import datetime
import json
import os

from harness import answers, machine, rounds

import corpus

RUNS = os.path.join(machine.REPOSITORY, "Benchmarks", "runs")
FIELDS = {"min": "min_us", "median": "median_us", "rounds": "rounds", "count": "count"}


def measure(corpus_path, queries_path, engines, modes, work, settings, without_positions=False):
    """Indexes where that is not done yet, asks all engines in turn, and gives the run."""
    checksum = machine.checksum(corpus_path)
    name = os.path.splitext(os.path.basename(corpus_path))[0]
    folder = os.path.join(work, f"{name}-{checksum[:8]}")
    indexes, folders = {}, {}
    for engine in engines:
        folders[engine.name] = os.path.join(folder, engine.index_name)
        indexes[engine.name] = engine.build(corpus_path, checksum, folders[engine.name])
        if without_positions and engine.drops_positions:
            small = engine.build(corpus_path, checksum, folders[engine.name] + "-without-positions", positions=False)
            indexes[engine.name]["bytes_without_positions"] = small["bytes"]
    queries = corpus.queries(queries_path)
    results, conditions = rounds.run(engines, folders, queries_path, modes, folder, settings)
    now = datetime.datetime.now(datetime.timezone.utc)
    return {
        "date": now.isoformat(timespec="seconds"), "commit": machine.commit(),
        "lede_binary": next((machine.checksum(path) for engine in engines if engine.name == "lede"
                             for path in engine.programs), None),
        "machine": machine.description(), "conditions": conditions, "settings": settings,
        "corpus": {"name": name, "bytes": os.path.getsize(corpus_path), "sha256": checksum,
                   "articles": indexes.get("lede", {}).get("documents"), "tokens": indexes.get("lede", {}).get("tokens")},
        "queries": {"sha256": machine.checksum(queries_path), "list": queries},
        "answers": answers.check(results, queries),
        "engines": {engine.name: record(results[engine.name], indexes[engine.name], queries, modes)
                    for engine in engines},
    }


def record(result, index, queries, modes):
    """What is kept of an engine's results: for each mode, lists in the order of the queries."""
    found = {(answer["mode"], answer["class"], answer["query"]): answer for answer in result["results"]}
    kept = {}
    for mode in modes:
        of_mode = [found.get((mode, *query)) for query in queries]
        if any(of_mode):
            kept[mode] = {name: [rounded(answer[field]) if answer else None for answer in of_mode]
                          for name, field in FIELDS.items()}
    index = {name: value for name, value in index.items() if name not in ("key", "version")}
    version = result["version"]
    return {"version": f"Lede {version}" if result.get("engine") == "lede" else version, "open_ms": rounded(result["open_ms"]),
            "peak_rss_mb": round(result["peak_rss_mb"]), "index": index, "modes": kept}


def rounded(value):
    return round(value, 2) if isinstance(value, float) else value


def save(run, path=None):
    """Writes a run, one line for each engine and mode; the path."""
    path = path or os.path.join(RUNS, f"{run['date'][:10]}-{run['corpus']['name']}.json")
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w") as file:
        file.write(lines(run, 0) + "\n")
    return path


def lines(value, depth):
    """JSON of which the outer four levels of objects stand on lines of their own."""
    if depth == 4 or not isinstance(value, dict) or not value:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    members = (f"{' ' * (depth + 1)}{json.dumps(name)}: {lines(member, depth + 1)}" for name, member in value.items())
    return "{\n" + ",\n".join(members) + "\n" + " " * depth + "}"
