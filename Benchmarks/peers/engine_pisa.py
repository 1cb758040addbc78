"""PISA, by the compiled module inside the wheel pyterrier-pisa; PyTerrier itself is not loaded.

No phrases, no positions, no counts. $PISA_UNION names the algorithm of unions, $PISA_INTERSECTION that of
intersections. The call that is timed parses the query and builds a scorer.
"""
import ctypes
import glob
import importlib.util
import os
import sys
import sysconfig
from importlib.metadata import version as package_version

import numpy

from corpus import hits

ENCODING, BLOCK = "block_simdbp", 64
UNION = os.environ.get("PISA_UNION", "block_max_wand")
INTERSECTION = os.environ.get("PISA_INTERSECTION", "block_max_ranked_and")


def load():
    for library in glob.glob(os.path.join(sys.prefix, "lib", "libtbb.so*")):
        ctypes.CDLL(library, mode=ctypes.RTLD_GLOBAL)
    [path] = glob.glob(os.path.join(sysconfig.get_path("purelib"), "pyterrier_pisa", "_pisathon*.so"))
    spec = importlib.util.spec_from_file_location("pyterrier_pisa._pisathon", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


pisa = load()


def version():
    return "PISA, pyterrier-pisa " + package_version("pyterrier-pisa")


def context(folder):
    made = pisa.RetrievalContext()
    pisa.prepare_index(made, folder, ENCODING, "bm25", "", block_size=BLOCK, quantize=0, bm25_k1=0.9, bm25_b=0.4)
    return made


def build(articles, folder, positions):
    lines = os.path.join(folder, "articles.txt")
    with open(lines, "w") as file:
        file.writelines(f"{identifier}\t{text}\n" for identifier, text in articles)
    pisa.index(lines, folder, "", 100_000, 1)
    os.remove(lines)
    context(folder)
    # The rest are steps on the way.
    needed = glob.glob(folder + "/bm25.*") + [folder + "/fwd.termlex", folder + "/fwd.doclex"]
    return sum(os.path.getsize(path) for path in needed)


class Searcher:
    def __init__(self, folder):
        self.context = context(folder)

    def prepare(self, clauses, mode):
        if mode.endswith("COUNT") or any(len(clause.words) > 1 for clause in clauses):
            return None
        if len({clause.required for clause in clauses}) > 1:
            return None
        algorithm, limit = INTERSECTION if clauses[0].required else UNION, hits(mode)
        query = [(0, " ".join(clause.words[0] for clause in clauses))]
        numbers, ranks = numpy.zeros(limit, numpy.int32), numpy.zeros(limit, numpy.int32)
        identifiers, scores = numpy.empty(limit, object), numpy.zeros(limit, numpy.float32)

        def search():
            found = pisa.retrieve(self.context, algorithm, query, k=limit, threads=1, result_qidxs=numbers,
                                  result_docnos=identifiers, result_ranks=ranks, result_scores=scores)
            return found, identifiers, scores

        return search

    def answer(self, result):
        found, identifiers, scores = result
        return list(zip(identifiers[:found], scores[:found])), None
