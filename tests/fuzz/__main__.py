"""Try one written input again: `python -m tests.fuzz FILE`; or fuzz: `… SECONDS [SEED [NAME]]`."""

import sys
from pathlib import Path

from tests.fuzz.loop import Failure, fuzzed, table, tried
from tests.fuzz.targets import TARGETS


def main(arguments: list[str]) -> int:
    first = arguments[0]
    if first.isdecimal():
        seed = int(arguments[1]) if len(arguments) > 1 else 0
        chosen = [t for t in TARGETS if t.name in arguments[2:] or len(arguments) < 3]
        accounts = fuzzed(chosen, seed, float(first), Path("fuzz-found"), print)
        print("\n".join(table(accounts)))
        return int(any(a.failures for a in accounts.values()))
    path = Path(first)
    target = next(t for t in TARGETS if t.name == path.name.partition("~")[0])
    result = tried(target, path.read_bytes())
    print(result.told if isinstance(result, Failure) else result)
    return int(isinstance(result, Failure))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
