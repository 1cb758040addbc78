"""Xapian, by Debian's package: its glass backend, compacted."""
import os
import shutil
import sys

sys.path.append("/usr/lib/python3/dist-packages")
import xapian

from corpus import hits


def version():
    return "Xapian " + xapian.version_string()


def build(articles, folder, positions):
    os.environ.setdefault("XAPIAN_FLUSH_THRESHOLD", "100000")
    written, final = os.path.join(folder, "written"), os.path.join(folder, "compact")
    flags = xapian.DB_CREATE_OR_OVERWRITE | xapian.DB_NO_SYNC | xapian.DB_DANGEROUS
    database = xapian.WritableDatabase(written, flags)
    generator = xapian.TermGenerator()
    for identifier, text in articles:
        document = xapian.Document()
        document.set_data(identifier)
        generator.set_document(document)
        generator.set_termpos(0)
        generator.index_text(text)
        database.add_document(document)
    database.commit()
    database.close()
    database = xapian.Database(written)
    database.compact(final, xapian.DBCOMPACT_NO_RENUMBER)
    database.close()
    shutil.rmtree(written)


class Searcher:
    def __init__(self, folder):
        self.database = xapian.Database(os.path.join(folder, "compact"))
        self.documents = self.database.get_doccount()

    def prepare(self, clauses, mode):
        enquiry = xapian.Enquire(self.database)
        query, limit = self.query(clauses), hits(mode)
        # How many matches must be looked at at least: all, if they are counted.
        looked_at = self.documents if mode.endswith("COUNT") else 0
        if mode == "COUNT":
            enquiry.set_weighting_scheme(xapian.BoolWeight())
            enquiry.set_docid_order(xapian.Enquire.DONT_CARE)

        def search():
            enquiry.set_query(query)
            return enquiry.get_mset(0, limit, looked_at), bool(looked_at)

        return search

    def query(self, clauses):
        def joined(operator, required):
            parts = [xapian.Query(clause.words[0]) if len(clause.words) == 1
                     else xapian.Query(xapian.Query.OP_PHRASE, list(clause.words), len(clause.words))
                     for clause in clauses if clause.required == required]
            return xapian.Query(operator, parts) if parts else None

        must, may = joined(xapian.Query.OP_AND, True), joined(xapian.Query.OP_OR, False)
        return xapian.Query(xapian.Query.OP_AND_MAYBE, must, may) if must and may else must or may

    def answer(self, result):
        matches, counted = result
        return ([(match.document.get_data().decode(), match.weight) for match in matches],
                matches.get_matches_estimated() if counted else None)
