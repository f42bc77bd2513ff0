"""Fill in the generated parts of README.md and docs/: real output of real commands.

A part stands between two comments and is replaced by what the command prints:

    <!-- output: aic docs -->
    ```console
    $ aic docs
    …
    ```
    <!-- end -->

A part whose command needs a program that is not installed (jq) stays as it is.

``python docs/generate.py`` writes the files, ``python docs/generate.py --check`` ends with 1 if a file is out of step.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", ROOT / "docs" / "commands.md")

_PART = re.compile(r"<!-- output: (?P<command>[^\n]+) -->\n.*?<!-- end -->", re.DOTALL)


def output_of(command: str, cache: str) -> str:
    """What `command` prints on a pipe; it sees the bundled corpus and a fresh cache only."""
    script = command.replace("aic ", f"{shlex.quote(sys.executable)} -m aicompute_cli ")
    environ = {**os.environ, "AIC_CACHE": cache, "PYTHONUTF8": "1", "COLUMNS": "100"}
    for name in ("AIC_CORPUS", "NO_COLOR", "FORCE_COLOR"):
        environ.pop(name, None)
    run = subprocess.run(
        script, shell=True, capture_output=True, text=True, check=False, env=environ, cwd=ROOT
    )
    return run.stdout + run.stderr


def filled(text: str, cache: str) -> str:
    """`text` with every generated part made anew."""

    def fill(part: re.Match[str]) -> str:
        command = part["command"]
        if " jq " in command and not shutil.which("jq"):
            return part[0]
        body = output_of(command, cache).rstrip("\n")
        return f"<!-- output: {command} -->\n```console\n$ {command}\n{body}\n```\n<!-- end -->"

    return _PART.sub(fill, text)


def main(check: bool) -> int:
    """Write or check all pages; 1 if one was out of step and is only checked."""
    stale = []
    with tempfile.TemporaryDirectory() as cache:
        output_of("aic index", cache)
        for page in PAGES:
            old = page.read_text("utf-8")
            new = filled(old, cache)
            if new != old:
                stale.append(page.name)
                if not check:
                    page.write_text(new, "utf-8")
    if check and stale:
        sys.stderr.write(f"out of step: {', '.join(stale)}. Run: make docs\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
