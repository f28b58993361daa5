"""The house stands as drawn: imports go one way, and the library needs no Prefect."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.expected import ROOT

CLEANERS = sorted((ROOT / "cleaners").rglob("*.py"))
FLOWS = sorted((ROOT / "flows").rglob("*.py"))
BARRED = {"flows", "prefect", "logging", "os", "time", "socket", "random", "subprocess"}
STAGES = {"characters", "layout", "translation", "names", "boilerplate", "repeats", "language"}


def imports(path: Path) -> set[str]:
    """Every module a file imports, wherever the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
    return found


@pytest.mark.parametrize("path", CLEANERS, ids=lambda p: p.name)
def test_the_library_imports_no_flow_and_no_prefect(path: Path) -> None:
    tops = {name.split(".")[0] for name in imports(path)}
    assert not tops & BARRED


def test_document_imports_nothing_of_ours() -> None:
    assert not [n for n in imports(ROOT / "cleaners/document.py") if n.startswith("cleaners")]


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_stages_never_import_each_other(stage: str) -> None:
    ours = {n.split(".")[1] for n in imports(ROOT / f"cleaners/{stage}.py") if "." in n}
    assert not ours & (STAGES - {stage})
    assert "pipeline" not in ours


@pytest.mark.parametrize("path", FLOWS, ids=lambda p: p.name)
def test_flow_modules_keep_their_annotations(path: Path) -> None:
    """`from __future__ import annotations` breaks served flows."""
    assert "__future__.annotations" not in imports(path)


def test_cleaning_never_loads_prefect() -> None:
    code = "import cleaners, sys; cleaners.clean('Putin arrived.'); print('prefect' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("path", [*CLEANERS, *FLOWS], ids=lambda p: p.name)
def test_the_drawing_names_every_module(path: Path) -> None:
    """Of a folder of modules it names the folder."""
    inside = path.relative_to(ROOT).parts[1:]
    named = inside[0].removesuffix(".py") if len(inside) == 1 else f"{inside[0]}/"
    drawing = (ROOT / "docs/architecture.md").read_text("utf-8")
    assert named == "__init__" or f"`{named}.py`" in drawing or f"`{named}`" in drawing


def test_the_public_face_is_small() -> None:
    import cleaners

    assert cleaners.__all__ == ["Profile", "Record", "Reject", "clean", "undo"]
