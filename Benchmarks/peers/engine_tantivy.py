"""Tantivy, by the wheel of that name.

The wheel collects through a collector of several results, which passes on no threshold: it visits every match and
skips nothing by score. It can't only count either: counting is a search of constant score for one hit.
"""
from importlib.metadata import version as package_version

import tantivy

from corpus import hits


def version():
    return "Tantivy " + package_version("tantivy")


def build(articles, folder, positions):
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    schema.add_text_field("text", tokenizer_name="default", index_option="position" if positions else "freq")
    index = tantivy.Index(schema.build(), path=folder)
    # As much memory as it takes, and one thread, give one segment of a million articles.
    writer = index.writer(heap_size=4_000_000_000, num_threads=1)
    for identifier, text in articles:
        writer.add_document(tantivy.Document(id=identifier, text=text))
    writer.commit()
    writer.wait_merging_threads()


class Searcher:
    def __init__(self, folder):
        index = tantivy.Index.open(folder)
        self.schema, self.searcher = index.schema, index.searcher()

    def prepare(self, clauses, mode):
        parts = [(tantivy.Occur.Must if clause.required else tantivy.Occur.Should, self.leaf(clause.words))
                 for clause in clauses]
        query = parts[0][1] if len(parts) == 1 else tantivy.Query.boolean_query(parts)
        search = self.searcher.search
        if mode == "COUNT":
            constant = tantivy.Query.const_score_query(query, 1.0)
            return lambda: search(constant, 1, True)
        limit, counted = hits(mode), mode.endswith("COUNT")
        return lambda: search(query, limit, counted)

    def leaf(self, words):
        if len(words) > 1:
            return tantivy.Query.phrase_query(self.schema, "text", list(words))
        return tantivy.Query.term_query(self.schema, "text", words[0], "freq")

    def answer(self, result):
        return [(self.searcher.doc(place).to_dict()["id"][0], score) for score, place in result.hits], result.count
