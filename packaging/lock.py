"""Writes the locks anew: exact versions and hashes only.

``requirements.txt`` from ``pyproject.toml``; ``compare.txt``, for timing STAR beside other
libraries, from ``compare.in``. Run ``python packaging/lock.py`` with uv installed
(``pip install uv``). No address of any index gets into a lock, so that they work behind a company
package index.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCKS = (
    (HERE / "requirements.txt", [str(HERE.parent / "pyproject.toml"), "--extra", "test"]),
    (HERE / "compare.txt", [str(HERE / "compare.in")]),
)


def main() -> int:
    """Compiles each lock and refuses one that holds an address."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    if not uv:
        sys.stderr.write("uv is not installed. Run: pip install uv\n")
        return 1
    wanted = sys.argv[1:] or [lock.name for lock, _ in LOCKS]
    return max(write(uv, lock, source) for lock, source in LOCKS if lock.name in wanted)


def write(uv: str, lock: Path, source: list[str]) -> int:
    """Compiles one lock; 0 when it was written."""
    made = subprocess.run(
        [
            uv, "pip", "compile", *source, "--universal",
            "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url",
            "--python-version", "3.11", "--quiet", "--upgrade",
        ],
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    if made.returncode:
        sys.stderr.write(f"{lock.name} was not written: see uv's words above.\n")
        return 1
    if re.search(r"https?:|--index", made.stdout):
        sys.stderr.write(f"{lock.name} would hold an address. It was not written.\n")
        return 1
    lock.write_text(made.stdout, encoding="utf-8", newline="\n")
    print(f"Written: {lock.name}, {made.stdout.count('==')} packages.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
