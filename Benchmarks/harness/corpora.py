"""Corpora and queries that are made where they are not there, or older than the program that makes them."""
import os
import subprocess
import sys

PROGRAMS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), ".build", "release")


def generated(articles, seed, work):
    """The path of a generated corpus of so many articles."""
    path = os.path.join(work, f"generated-{articles}-seed-{seed}.jsonl")
    return made(path, "generate-news", [str(articles), str(seed)])


def queries(corpus, seed, scale, work):
    """The path of queries drawn from a corpus, about 300 times `scale`."""
    name = os.path.splitext(os.path.basename(corpus))[0]
    path = os.path.join(work, f"{name}-queries-seed-{seed}-scale-{scale}.tsv")
    return made(path, "generate-queries", [corpus, str(seed), str(scale)], sources=[corpus])


def made(path, program, arguments, sources=()):
    program = os.path.join(PROGRAMS, program)
    if not os.path.exists(program):
        raise RuntimeError(f"{program} not found: run swift build -c release in Benchmarks")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    newest = max(os.path.getmtime(source) for source in [program, *sources])
    if not os.path.exists(path) or os.path.getmtime(path) < newest:
        print("making", path, file=sys.stderr)
        with open(path + ".part", "wb") as file:
            if subprocess.run([program, *arguments], stdout=file).returncode:
                raise RuntimeError(f"{program} failed; see above")
        os.rename(path + ".part", path)
    return path
