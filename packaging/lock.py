"""Writes ``requirements.txt`` anew from ``pyproject.toml``: exact versions and hashes only.

Run ``python packaging/lock.py`` with uv installed (``pip install uv``). No address of any index
gets into the file, so that it works behind a company package index.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent / "pyproject.toml"
LOCK = HERE / "requirements.txt"


def main() -> int:
    """Compiles the lock and refuses one that holds an address."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    if not uv:
        sys.stderr.write("uv is not installed. Run: pip install uv\n")
        return 1
    made = subprocess.run(
        [
            uv, "pip", "compile", str(PROJECT), "--extra", "test", "--universal",
            "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url",
            "--python-version", "3.11", "--quiet", "--upgrade",
        ],
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    if made.returncode:
        sys.stderr.write("The lock was not written: see uv's words above.\n")
        return 1
    if re.search(r"https?:|--index", made.stdout):
        sys.stderr.write("The lock would hold an address. It was not written.\n")
        return 1
    LOCK.write_text(made.stdout, encoding="utf-8", newline="\n")
    print(f"Written: {LOCK.name}, {made.stdout.count('==')} packages.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
