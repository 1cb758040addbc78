"""From the times of single queries to a table of classes."""
import math

# Rows of a table: its name, and the classes of queries in it.
GROUPS = [
    ("term", ["term_high", "term_mid", "term_low", "term_rare"]),
    ("union of 2, 3, 5 words", ["or2", "or3", "or5"]),
    ("union of two frequent words", ["or2_hh"]),
    ("intersection of 2, 3, 5 words", ["and2", "and3", "and5"]),
    ("intersection of two frequent words", ["and2_hh"]),
    ("intersection, frequent and rare", ["and2_hl"]),
    ("phrase of 2 words", ["phrase2"]),
    ("phrase of 3 words", ["phrase3"]),
    ("phrase of 4 words", ["phrase4"]),
    ("phrase of 5 words", ["phrase5"]),
    ("phrase of function words", ["phrase_stop"]),
    ("phrase and word", ["mix"]),
    ("no such word", ["null"]),
]
TERMS = ["term_high", "term_mid", "term_low", "term_rare"]
UNIONS = ["or2", "or3", "or5", "or2_hh"]
INTERSECTIONS = ["and2", "and3", "and5", "and2_hh", "and2_hl"]
PHRASES = ["phrase2", "phrase3", "phrase4", "phrase5"]
# Rows of the short table.
SHORT = [
    ("TOP_10", "term", TERMS),
    ("TOP_10", "union of 2, 3, 5 words", ["or2", "or3", "or5"]),
    ("TOP_10", "union of two frequent words", ["or2_hh"]),
    ("TOP_10", "intersection of 2, 3, 5 words", ["and2", "and3", "and5"]),
    ("TOP_10", "intersection of two frequent words", ["and2_hh"]),
    ("TOP_10", "phrase of 2 to 5 ordinary words", PHRASES),
    ("TOP_10", "phrase of function words", ["phrase_stop"]),
    ("TOP_10", "phrase and word", ["mix"]),
    *((mode, name, groups) for mode in ("TOP_100", "TOP_10_COUNT", "COUNT") for name, groups in (
        ("unions", UNIONS), ("intersections", INTERSECTIONS), ("phrases", [*PHRASES, "phrase_stop"]))),
]
# The time of the faster of Lucene 11 (a development version) and Tantivy 0.26 as a library, over that of Lucene 9.9: measured
# in one run on 201,313 real news articles. Neither installs from packages, so no run holds them; from this they are estimated.
UNPACKAGED = {
    ("TOP_10", "term"): 21 / 64,
    ("TOP_10", "union of 2, 3, 5 words"): 240 / 409,
    ("TOP_10", "union of two frequent words"): 413 / 1008,
    ("TOP_10", "intersection of 2, 3, 5 words"): 145 / 229,
    ("TOP_10", "intersection of two frequent words"): 403 / 860,
    ("TOP_10", "phrase of 2 to 5 ordinary words"): (414 / 498 * 450 / 713 * 226 / 503 * 460 / 545) ** 0.25,
    ("TOP_10", "phrase of function words"): 4184 / 5063,
    ("TOP_10", "phrase and word"): 718 / 1417,
    ("TOP_10_COUNT", "unions"): 359 / 1455,
    ("TOP_10_COUNT", "intersections"): 140 / 257,
    ("TOP_10_COUNT", "phrases"): 990 / 1779,
    ("COUNT", "unions"): 99 / 304,
    ("COUNT", "intersections"): 95 / 195,
    ("COUNT", "phrases"): 956 / 1659,
}
TITLES = {"TOP_10": "ten best", "TOP_100": "hundred best", "TOP_10_COUNT": "ten best and the exact count",
          "COUNT": "exact count"}


def geometric_mean(values):
    return math.exp(sum(math.log(max(value, 0.01)) for value in values) / len(values))


def quantile(values, share):
    """The value that this share of the values does not pass, linear between neighbours."""
    values = sorted(values)
    place = share * (len(values) - 1)
    low = values[int(place)]
    return low + (values[min(int(place) + 1, len(values) - 1)] - low) * (place - int(place))


def times(run, engine, mode, statistic, groups=None):
    """The times of the queries of some classes, or of all; empty if the engine did not answer all of them."""
    values = run["engines"][engine]["modes"].get(mode, {}).get(statistic, [])
    chosen = [value for value, (group, _) in zip(values, run["queries"]["list"])
              if (group in groups if groups else group != "null")]
    return chosen if None not in chosen else []


def values(run, mode, statistic, reduce, groups=None):
    """{engine: value}, of the engines that answered all queries of these classes."""
    chosen = {engine: times(run, engine, mode, statistic, groups) for engine in run["engines"]}
    return {engine: reduce(chosen[engine]) for engine in chosen if chosen[engine]}


def rows(run, mode, statistic):
    """(name, {engine: value}) for each class, the 99th percentile of all queries, and the slowest phrase."""
    phrases = [group for _, groups in GROUPS for group in groups if group.startswith("phrase")]
    table = [(name, values(run, mode, statistic, geometric_mean, groups)) for name, groups in GROUPS]
    table.append(("99th percentile of all queries", values(run, mode, statistic, lambda all: quantile(all, 0.99))))
    table.append(("slowest phrase", values(run, mode, statistic, max, phrases)))
    return [(name, found) for name, found in table if found]


def ratio(values, engine="lede"):
    """The value of Lede over the best of the others; None where there is none to compare."""
    others = [value for name, value in values.items() if name != engine]
    return values[engine] / min(others) if engine in values and others else None


def number(value):
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(run, mode, statistic):
    """Lines of a Markdown table, in microseconds."""
    engines = [engine for engine in run["engines"] if mode in run["engines"][engine]["modes"]]
    lines = [f"| {TITLES[mode]}, µs | " + " | ".join(engines) + " | Lede / best peer |",
             "|---|" + "---:|" * (len(engines) + 1)]
    for name, values in rows(run, mode, statistic):
        share = ratio(values)
        lines.append(f"| {name} | " + " | ".join(number(values.get(engine)) for engine in engines)
                     + f" | {f'{share:.2f}' if share else '–'} |")
    return lines


def short_table(run, statistic="min"):
    """Lines of the Markdown table for those who read only one; PISA by its best algorithm."""
    pisa = [engine for engine in run["engines"] if engine.startswith("pisa")]
    engines = [engine for engine in run["engines"] if engine not in pisa] + (["pisa"] if pisa else [])
    lines = ["| µs | " + " | ".join(engines) + " | Lede / best peer | / best unpackaged, estimated |",
             "|---|" + "---:|" * (len(engines) + 2)]
    table = [(mode, name, values(run, mode, statistic, geometric_mean, groups)) for mode, name, groups in SHORT]
    extremes = [("TOP_10", name, found) for name, found in rows(run, "TOP_10", statistic)[-2:]]
    table = sorted(table + extremes, key=lambda row: list(TITLES).index(row[0]))
    for mode, name, found in table:
        if not found:
            continue
        best = [found[engine] for engine in pisa if engine in found]
        shown = {**found, **({"pisa": min(best)} if best else {})}
        share, factor = ratio(found), UNPACKAGED.get((mode, name))
        estimate = found["lede"] / (found["lucene"] * factor) if factor and {"lede", "lucene"} <= found.keys() else None
        lines.append(f"| {TITLES[mode]}: {name} | " + " | ".join(number(shown.get(engine)) for engine in engines)
                     + f" | {f'**{share:.2f}**' if share else '–'} | {f'{estimate:.2f}' if estimate else '–'} |")
    return lines


def exponent(points):
    """The slope of log y over log x by least squares: y grows like x to this power."""
    logs = [(math.log(x), math.log(max(y, 1e-9))) for x, y in points]
    x_mean, y_mean = (sum(values) / len(logs) for values in zip(*logs))
    across = sum((x - x_mean) ** 2 for x, _ in logs)
    return sum((x - x_mean) * (y - y_mean) for x, y in logs) / across if across else math.nan


def growth(runs, mode, statistic="min", engine="lede"):
    """(class, [(articles, value)…], exponent) of runs on corpora of different sizes."""
    for name, groups in GROUPS:
        points = [(run["corpus"]["articles"], geometric_mean(chosen)) for run in runs
                  if (chosen := times(run, engine, mode, statistic, groups))]
        if len(points) > 1:
            yield name, points, exponent(points)


def growth_table(runs, mode, statistic="min", engine="lede"):
    """Lines of a Markdown table: a column for each size, and the exponent."""
    lines = [f"| {TITLES[mode]}, µs | " + " | ".join(f"{run['corpus']['articles']:,}" for run in runs) + " | exponent |",
             "|---|" + "---:|" * (len(runs) + 1)]
    for name, points, slope in growth(runs, mode, statistic, engine):
        lines.append(f"| {name} | " + " | ".join(number(value) for _, value in points) + f" | {slope:.2f} |")
    return lines


def index_table(run):
    """Lines of a Markdown table of what indexing took and gave."""
    lines = ["| engine | version | indexing, CPU s | wall s | memory, MB | index, MB | without positions | "
             "opening, ms | memory answering, MB |", "|---|---|" + "---:|" * 7]
    for name, engine in run["engines"].items():
        index = engine["index"]
        small = index.get("bytes_without_positions")
        lines.append(f"| {name} | {engine['version']} | {index['cpu_s']:,.1f} | {index['wall_s']:,.1f} | "
                     f"{index['peak_rss_mb']:,} | {index['bytes'] / 1e6:,.1f} | "
                     f"{f'{small / 1e6:,.1f}' if small else '–'} | {number(engine['open_ms'])} | "
                     f"{engine['peak_rss_mb']:,} |")
    return lines
