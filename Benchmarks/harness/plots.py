"""Plots as SVG, from nothing but text: bars of engines, lines of growth, both on logarithmic axes."""
import math
from html import escape

from harness import summary

COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#999999", "#7f6000", "#555555", "#117733",
           "#882255", "#44aa99"]
STYLE = "font-family='system-ui, sans-serif' font-size='12' fill='#222'"


class Drawing:
    def __init__(self, width, height, title):
        self.width, self.height = width, height
        self.parts = [f"<rect width='{width}' height='{height}' fill='white'/>"]
        self.text(12, 20, title, weight="bold")

    def text(self, x, y, text, anchor="start", weight="normal"):
        self.parts.append(f"<text x='{x:.1f}' y='{y:.1f}' text-anchor='{anchor}' font-weight='{weight}'>{escape(text)}</text>")

    def line(self, x1, y1, x2, y2, colour="#ddd", width=1):
        self.parts.append(f"<path d='M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}' stroke='{colour}' stroke-width='{width}'/>")

    def bar(self, x, y, width, height, colour, tip):
        self.parts.append(f"<rect x='{x:.1f}' y='{y:.1f}' width='{max(width, 1):.1f}' height='{height:.1f}' "
                          f"fill='{colour}'><title>{escape(tip)}</title></rect>")

    def dot(self, x, y, colour, tip):
        self.parts.append(f"<circle cx='{x:.1f}' cy='{y:.1f}' r='3' fill='{colour}'><title>{escape(tip)}</title></circle>")

    def __str__(self):
        return (f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {self.width} {self.height}' {STYLE}>\n"
                + "\n".join(self.parts) + "\n</svg>\n")


class LogScale:
    """Whole powers of ten around some values, from one end of a line to the other."""

    def __init__(self, values, start, end):
        self.low = math.floor(math.log10(min(values)))
        self.high = max(math.ceil(math.log10(max(values))), self.low + 1)
        self.start, self.end = start, end

    def __call__(self, value):
        return self.start + (math.log10(value) - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self):
        return [10.0 ** power for power in range(self.low, self.high + 1)]


def microseconds(value):
    return f"{value:g} µs" if value < 1_000 else f"{value / 1_000:g} ms" if value < 1e6 else f"{value / 1e6:g} s"


def bars(run, mode, statistic="min"):
    """A group of bars for each class, a bar for each engine."""
    rows = [row for row in summary.rows(run, mode, statistic) if row[0] != "no such word"]
    engines = [engine for engine in run["engines"] if any(engine in values for _, values in rows)]
    thick, left, top = 9, 240, 62
    drawing = Drawing(960, top + sum(thick * len(values) + 12 for _, values in rows) + 24,
                      f"{run['corpus']['name']}, {run['corpus']['articles'] or 0:,} articles: {summary.TITLES[mode]}")
    scale = LogScale([value for _, values in rows for value in values.values()], left, 930)
    for i, engine in enumerate(engines):
        drawing.bar(12 + 116 * i, 32, 10, 10, COLOURS[i], engine)
        drawing.text(26 + 116 * i, 41, engine)
    for tick in scale.ticks():
        drawing.line(scale(tick), top - 6, scale(tick), drawing.height - 22)
        drawing.text(scale(tick), drawing.height - 8, microseconds(tick), "middle")
    y = top
    for name, values in rows:
        drawing.text(left - 8, y + thick * len(values) / 2 + 4, name, "end")
        for engine in filter(values.get, engines):
            drawing.bar(left, y, scale(values[engine]) - left, thick - 1, COLOURS[engines.index(engine)],
                        f"{engine}: {summary.number(values[engine])} µs")
            y += thick
        y += 12
    return str(drawing)


def lines(runs, mode, statistic="min", engine="lede"):
    """A line for each class, over the number of articles."""
    series = [entry for entry in summary.growth(runs, mode, statistic, engine) if entry[0] != "no such word"]
    drawing = Drawing(960, 520, f"{engine}: time over articles, with exponents; {summary.TITLES[mode]}")
    across = LogScale([x for _, points, _ in series for x, _ in points], 80, 640)
    up = LogScale([y for _, points, _ in series for _, y in points], 480, 40)
    for tick in across.ticks():
        drawing.line(across(tick), 40, across(tick), 480)
        drawing.text(across(tick), 500, f"{tick:,.0f}", "middle")
    for tick in up.ticks():
        drawing.line(80, up(tick), 640, up(tick))
        drawing.text(74, up(tick) + 4, microseconds(tick), "end")
    for i, (name, points, slope) in enumerate(series):
        colour = COLOURS[i % len(COLOURS)]
        for (x1, y1), (x2, y2) in zip(points, points[1:]):
            drawing.line(across(x1), up(y1), across(x2), up(y2), colour, 2)
        for x, y in points:
            drawing.dot(across(x), up(y), colour, f"{name}, {x:,}: {summary.number(y)} µs")
        drawing.bar(664, 50 + 22 * i, 10, 10, colour, name)
        drawing.text(680, 59 + 22 * i, f"{name}: {slope:.2f}")
    return str(drawing)
