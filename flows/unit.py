"""The systemd unit of a schedule, so that it starts with the machine and again after a crash."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

UNIT = """\
# Save as ~/.config/systemd/user/copydesk.service, then:
#   systemctl --user daemon-reload && systemctl --user enable --now copydesk
#   loginctl enable-linger    (so that it runs while nobody is logged in)
[Unit]
Description=Copydesk: {source} into {out}

[Service]
ExecStart={command}
WorkingDirectory={folder}
Environment={home}
Restart=on-failure
RestartSec=30
# Only the first process is told to stop; it pauses the schedule while its server still answers.
KillMode=mixed
TimeoutStopSec=120
NoNewPrivileges=yes

[Install]
WantedBy=default.target
"""


def unit(arguments: Sequence[str], source: str, out: str, home: Path) -> str:
    """A unit that runs `copydesk schedule` with these arguments from this folder."""
    found = shutil.which("copydesk")
    start = [found] if found else [sys.executable, "-m", "flows.cli"]
    return UNIT.format(
        source=_plain(source),
        out=_plain(out),
        command=" ".join(map(quoted, (*start, *arguments))),
        folder=_plain(os.fspath(Path.cwd())),
        home=quoted(f"COPYDESK_HOME={home}"),
    )


def quoted(word: str) -> str:
    r"""A word of a command line as systemd reads it.

    >>> quoted("store/"), quoted("*/10 * * * *"), quoted('50% "off" $HOME')
    ('store/', '"*/10 * * * *"', '"50%% \\"off\\" $$HOME"')
    """
    plain = _plain(word).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return plain if plain and not set(plain) & set(" \t\"'\\;") else f'"{plain}"'


def _plain(text: str) -> str:
    """Text in which systemd sees no specifier and no second line."""
    return text.replace("%", "%%").replace("\n", "\\n")
