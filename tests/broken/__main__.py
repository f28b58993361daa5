"""Write the outcomes anew: `python -m tests.broken`, then read the diff."""

import tempfile
import traceback
from pathlib import Path

from tests.broken.case import Case, Folder, Text
from tests.broken.outcome import of_command, of_folder, of_text
from tests.broken.table import OUTCOMES, cases


def outcome(case: Case, folder: Path) -> str:
    """What comes out of one input; `folder` is empty."""
    if isinstance(case, Text):
        return of_text(case)
    return of_folder(case, folder) if isinstance(case, Folder) else of_command(case, folder)


def main() -> None:
    """Make every input and write down what comes out."""
    lines = []
    for key, case in cases():
        with tempfile.TemporaryDirectory() as folder:
            try:
                lines.append(f"{key}\t{outcome(case, Path(folder))}\n")
            except Exception:
                print(f"{key}: {traceback.format_exc()}")
    OUTCOMES.write_text("".join(lines), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
