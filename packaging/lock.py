"""Writes ``requirements.txt`` anew from ``requirements-test.in``: exact versions and hashes only.

Run ``python packaging/lock.py`` with uv installed. No address of any index gets into the file, so
that it works behind a company package index.
"""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCK = HERE / "requirements.txt"


def main() -> int:
    """Compiles the lock and refuses one that holds an address."""
    made = subprocess.run(
        [
            "uv", "pip", "compile", "--universal", "--generate-hashes", "--no-header",
            "--no-annotate", "--no-emit-index-url", "--python-version", "3.11", "--quiet",
            "--upgrade", str(HERE / "requirements-test.in"),
        ],
        check=True,
        capture_output=True,
        text=True,
    )  # fmt: skip
    if re.search(r"https?://|--index", made.stdout):
        sys.stderr.write("The lock would hold an address. It was not written.\n")
        return 1
    LOCK.write_text(made.stdout, encoding="utf-8")
    print(f"Written: {LOCK.name}, {made.stdout.count('==')} packages.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
