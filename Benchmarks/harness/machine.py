"""Where and when numbers were measured."""
import hashlib
import os
import platform
import subprocess

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def description():
    """The machine: what does not change during a run."""
    with open("/proc/cpuinfo") as file:
        facts = dict(line.split(":", 1) for line in file.read().split("\n\n")[0].splitlines() if ":" in line)
        facts = {name.strip(): value.strip() for name, value in facts.items()}
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {"cpu": facts.get("model name") or platform.machine(), "cores": os.cpu_count(),
            "cache": facts.get("cache size"), "memory_gb": round(memory / 2**30, 1),
            "kernel": platform.system() + " " + platform.release(), "virtual": "hypervisor" in facts.get("flags", "")}


def ticks():
    """Ticks of all processors since the start of the machine: user, nice, system, idle, …, steal."""
    with open("/proc/stat") as file:
        return [int(tick) for tick in file.readline().split()[1:9]]


def load():
    """The average number of waiting programs in the last 1, 5 and 15 minutes."""
    return [round(value, 2) for value in os.getloadavg()]


def stolen(before):
    """The share of time since `before` that the host gave to others, in percent."""
    spent = [after - earlier for after, earlier in zip(ticks(), before)]
    return round(100 * spent[7] / max(sum(spent), 1), 2)


def commit():
    """The commit of this repository; with a plus if files differ from it."""
    def git(*arguments):
        answer = subprocess.run(["git", "-C", REPOSITORY, *arguments], capture_output=True, text=True)
        return answer.stdout.strip()
    return git("rev-parse", "--short=12", "HEAD") + ("+" if git("status", "--porcelain", "--untracked-files=no") else "")


def checksum(path):
    """The first 16 digits of the SHA-256 of a file."""
    sha = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 22):
            sha.update(chunk)
    return sha.hexdigest()[:16]
