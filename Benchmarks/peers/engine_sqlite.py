"""SQLite's FTS5, by Python's own module: an index without the text, all positions kept."""
import os
import sqlite3

from corpus import hits


def version():
    return "SQLite " + sqlite3.sqlite_version


def build(articles, folder, positions):
    database = sqlite3.connect(os.path.join(folder, "articles.db"))
    database.executescript("""
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;
        CREATE TABLE identifiers (number INTEGER PRIMARY KEY, id TEXT);
        CREATE VIRTUAL TABLE articles USING fts5 (text, content = '', tokenize = 'unicode61 remove_diacritics 0');
        INSERT INTO articles (articles, rank) VALUES ('hashsize', 67108864);
        """)
    for number, (identifier, text) in enumerate(articles, 1):
        database.execute("INSERT INTO identifiers VALUES (?, ?)", (number, identifier))
        database.execute("INSERT INTO articles (rowid, text) VALUES (?, ?)", (number, text))
    database.execute("INSERT INTO articles (articles) VALUES ('optimize')")
    database.commit()
    database.close()


class Searcher:
    def __init__(self, folder):
        path = os.path.join(folder, "articles.db")
        self.database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        self.database.executescript("PRAGMA cache_size = -1000000; PRAGMA mmap_size = 17179869184")

    def prepare(self, clauses, mode):
        if len({clause.required for clause in clauses}) > 1:
            return None
        operator = " AND " if clauses[0].required else " OR "
        match = (operator.join('"' + " ".join(clause.words) + '"' for clause in clauses),)
        best = f"SELECT rowid, rank FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT {hits(mode)}"
        number = "SELECT count(*) FROM articles WHERE articles MATCH ?"
        run = self.database.execute
        return {
            "COUNT": lambda: ([], run(number, match).fetchone()[0]),
            "TOP_10_COUNT": lambda: (run(best, match).fetchall(), run(number, match).fetchone()[0]),
        }.get(mode, lambda: (run(best, match).fetchall(), None))

    def answer(self, result):
        identifier = "SELECT id FROM identifiers WHERE number = ?"
        rows, count = result
        return [(self.database.execute(identifier, (row,)).fetchone()[0], -rank) for row, rank in rows], count
