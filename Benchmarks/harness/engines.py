"""The engines: how each is found, told to index, and told to answer."""
import glob
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field

from harness import machine

PEERS = os.environ.get("LEDE_PEERS", os.path.expanduser("~/.cache/lede-peers"))
PROGRAMS = os.path.join(machine.REPOSITORY, "Benchmarks", "peers")
PYTHON = os.path.join(PEERS, "venv", "bin", "python")


@dataclass
class Engine:
    name: str
    index_name: str
    command: list
    environment: dict = field(default_factory=dict)
    # What tells whether it is there, and what it is called where it is not.
    needs: tuple = ()
    # An index built by another version of these files is built again.
    programs: tuple = ()
    remedy: str = "run Benchmarks/peers/install"
    is_java: bool = False
    # Whether it can also index without positions, so that sizes can be compared.
    drops_positions: bool = False

    def missing(self):
        """Why it cannot run, or None."""
        absent = [name for name, pattern in self.needs if not (shutil.which(pattern) or glob.glob(pattern, recursive=True))]
        return f"{', '.join(absent)} not found: {self.remedy}" if absent else None

    def build(self, corpus, checksum, folder, positions=True):
        """The facts of the index of `corpus` in `folder`, which is built if that was not yet done."""
        facts_path = folder + ".json"
        key = [checksum, *(machine.checksum(path) for path in self.programs)]
        if os.path.exists(facts_path):
            facts = load(facts_path)
            if facts["key"] == key:
                return facts
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        facts = {**self.make(corpus, folder, positions), "key": key}
        with open(facts_path, "w") as file:
            json.dump(facts, file)
        return facts

    def make(self, corpus, folder, positions):
        """Indexes; what that took, and what the engine says of it."""
        without = [] if positions else ["--no-positions"]
        spent, said = self.measured([*self.command, *self.index_arguments(corpus, folder), *without])
        return {"bytes": size(folder), **spent, **self.facts(said)}

    def measured(self, command):
        """Runs a program: its times and memory, and the last line of JSON that it prints."""
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL,
                                   env={**os.environ, **self.environment})
        said = [line for line in process.stdout if line.startswith("{")]
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        if status:
            raise RuntimeError(f"{self.name} failed; see for yourself: {' '.join(command)}")
        return {"wall_s": round(time.monotonic() - start, 2), "cpu_s": round(usage.ru_utime + usage.ru_stime, 2),
                "peak_rss_mb": round(usage.ru_maxrss / 1024)}, json.loads(said[-1]) if said else {}

    def facts(self, said):
        return {name: said[name] for name in ("version", "bytes") if name in said}

    def index_arguments(self, corpus, folder):
        return ["index", corpus, folder]

    def query_command(self, folder):
        return [*self.command, "query", folder]


class Lede(Engine):
    def index_arguments(self, corpus, folder):
        # The identifier is stored and nothing else, as with the peers, and words are not stemmed.
        return ["index", corpus, "--index", folder, "--analysis", "plain", "--stored", "id", "--json"]

    def facts(self, said):
        if said.get("failed") or not said.get("indexed"):
            raise RuntimeError("lede indexed nothing, or not all: see lede index --json")
        return {"documents": said["documents"], "tokens": said["tokens"]}

    def make(self, corpus, folder, positions):
        facts = super().make(corpus, folder, positions)
        if self.statistics(folder)["segments"] > 1:
            # As with the peers: one segment, and its making belongs to indexing.
            spent, _ = self.measured([*self.command, "merge", "--index", folder, "--json"])
            for name in ("wall_s", "cpu_s"):
                facts[name] = round(facts[name] + spent[name], 2)
            facts["bytes"] = size(folder)
        return {**facts, "sections": self.statistics(folder).get("sections")}

    def statistics(self, folder):
        return self.measured([*self.command, "stats", "--index", folder, "--json"])[1]

    def query_command(self, folder):
        return [*self.command, "bench", "query", folder]


def size(folder):
    return sum(os.path.getsize(os.path.join(root, file)) for root, _, files in os.walk(folder) for file in files)


def load(path):
    with open(path) as file:
        return json.load(file)


def all_engines(lede):
    """Every engine by name, Lede first."""
    def peer(name, module, needs=(), environment=None, python=PYTHON, **options):
        files = tuple(os.path.join(PROGRAMS, file) for file in ("peer.py", "corpus.py", f"engine_{module}.py"))
        return Engine(name, module, [python, files[0], module], environment or {},
                      (("its Python", python), *needs), files, **options)

    packages = os.path.join(PEERS, "venv/lib/python3*/site-packages")
    pisa = (("pyterrier-pisa", packages + "/pyterrier_pisa/_pisathon*"),)
    lucene = os.path.join(PROGRAMS, "LucenePeer.java")
    engines = [
        Lede("lede", "lede", [lede], needs=((lede, lede),), remedy="run make build", programs=(lede,),
             drops_positions=True),
        Engine("lucene", "lucene", [os.path.join(PROGRAMS, "lucene")], is_java=True, programs=(lucene,),
               drops_positions=True, needs=(
            ("java", "java"), ("javac", "javac"), ("the jar of Lucene", PEERS + "/pyserini/**/anserini-*-fatjar.jar"))),
        peer("tantivy", "tantivy", (("tantivy", packages + "/tantivy"),), drops_positions=True),
        peer("pisa-bmw", "pisa", pisa),
        peer("pisa-maxscore", "pisa", pisa, {"PISA_UNION": "maxscore", "PISA_INTERSECTION": "ranked_and"}),
        peer("pisa-bmm", "pisa", pisa, {"PISA_UNION": "block_max_maxscore"}),
        peer("sqlite", "sqlite"),
        peer("xapian", "xapian", (("python3-xapian", "/usr/lib/python3/dist-packages/xapian*"),),
             python="/usr/bin/python3"),
    ]
    return {engine.name: engine for engine in engines}


def present(names, lede):
    """The engines of these names that can run; of the others a message."""
    engines = all_engines(lede)
    for name in names:
        if name not in engines:
            sys.exit(f"no engine is called {name}; there are {', '.join(engines)}")
        if reason := engines[name].missing():
            print(f"without {name}: {reason}", file=sys.stderr)
    return [engines[name] for name in names if not engines[name].missing()] or sys.exit("none of the engines is there")
