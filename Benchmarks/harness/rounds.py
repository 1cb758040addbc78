"""Engines asked in turn, round by round, so that a change of the machine's speed hits all alike.

Each is a process that has its index open and waits; only one works at a time.
"""
import os
import subprocess
import sys
import time

from harness import machine
from harness.engines import load


class Stepper:
    """An engine that answers when it is asked."""

    def __init__(self, engine, folder, queries, modes, out, settings):
        self.engine, self.out = engine, out
        warmup = settings["java_warmup_s"] if engine.is_java else settings["warmup_s"]
        command = [*engine.query_command(folder), queries, "--step", "--modes", ",".join(modes), "--out", out,
                   "--warmup", str(warmup), "--budget-ms", str(settings["budget_ms"])]
        if settings.get("processor") is not None:
            command = ["taskset", "-c", str(settings["processor"]), *command]
        self.errors = open(out + ".errors", "w")
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
                                        text=True, env={**os.environ, **engine.environment})
        self.expect("OPEN")

    def ask(self, command, mode):
        print(command, mode, file=self.process.stdin, flush=True)
        self.expect("DONE")

    def finish(self):
        print("END", file=self.process.stdin, flush=True)
        self.process.communicate()
        return load(self.out)

    def expect(self, word):
        for line in self.process.stdout:
            if line.strip() == word:
                return
        with open(self.out + ".errors") as file:
            reason = (file.read().strip().splitlines() or ["no reason given"])[-1]
        raise RuntimeError(f"{self.engine.name} ended before {word}: {reason}")


def run(engines, folders, queries, modes, work, settings):
    """The results of each engine, by name; an engine that fails ends the run."""
    before, load_before = machine.ticks(), machine.load()
    steppers = [Stepper(engine, folders[engine.name], queries, modes, os.path.join(work, engine.name + ".out"), settings)
                for engine in engines]
    # Modes that are compared with each other are asked in turn, too.
    for together in [modes] if settings.get("modes_in_turn") else [[mode] for mode in modes]:
        for mode in together:
            for stepper in steppers:
                start = time.monotonic()
                stepper.ask("WARM", mode)
                print(f"{mode}: {stepper.engine.name} is warm after {time.monotonic() - start:.1f} s", file=sys.stderr)
        for number in range(settings["rounds"]):
            first = number % len(steppers)
            for mode in together:
                for stepper in steppers[first:] + steppers[:first]:
                    stepper.ask("ROUND", mode)
        print(f"{', '.join(together)}: {settings['rounds']} rounds, load {machine.load()[0]}", file=sys.stderr)
    results = {stepper.engine.name: stepper.finish() for stepper in steppers}
    return results, {"load_before": load_before, "load_after": machine.load(), "stolen_percent": machine.stolen(before)}
