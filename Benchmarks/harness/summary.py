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


def rows(run, mode, statistic):
    """(name, {engine: value}) for each class, the 99th percentile of all queries, and the slowest phrase."""
    def row(name, reduce, groups=None):
        values = {engine: times(run, engine, mode, statistic, groups) for engine in run["engines"]}
        return name, {engine: reduce(chosen) for engine, chosen in values.items() if chosen}
    phrases = [group for _, groups in GROUPS for group in groups if group.startswith("phrase")]
    table = [row(name, geometric_mean, groups) for name, groups in GROUPS]
    table.append(row("99th percentile of all queries", lambda values: quantile(values, 0.99)))
    table.append(row("slowest phrase", max, phrases))
    return [(name, values) for name, values in table if values]


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
    engines = list(run["engines"])
    lines = [f"| {TITLES[mode]}, µs | " + " | ".join(engines) + " | Lede / best peer |",
             "|---|" + "---:|" * (len(engines) + 1)]
    for name, values in rows(run, mode, statistic):
        share = ratio(values)
        lines.append(f"| {name} | " + " | ".join(number(values.get(engine)) for engine in engines)
                     + f" | {f'{share:.2f}' if share else '–'} |")
    return lines


def index_table(run):
    """Lines of a Markdown table of what indexing took and gave."""
    lines = ["| engine | version | indexing, CPU s | wall s | memory, MB | index, MB |", "|---|---|---:|---:|---:|---:|"]
    for name, engine in run["engines"].items():
        index = engine["index"]
        lines.append(f"| {name} | {engine['version']} | {index['cpu_s']:,.1f} | {index['wall_s']:,.1f} | "
                     f"{index['peak_rss_mb']:,} | {index['bytes'] / 1e6:,.1f} |")
    return lines
