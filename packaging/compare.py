"""Times the evaluation beside numpy, pandas and scikit-criteria, in an environment of its own.

Run ``python3 packaging/compare.py``. Makes ``.venv-compare`` from ``compare.txt`` and runs
``tests/benchmarks/against_others.py`` there.
"""

import os
import subprocess
import sys

import dev

dev.ENVIRONMENT = dev.ROOT / ".venv-compare"
dev.LOCK = dev.ROOT / "packaging" / "compare.txt"
dev.STAMP = dev.ENVIRONMENT / ".star-lock"
TIMES = dev.ROOT / "tests" / "benchmarks" / "against_others.py"


def main() -> int:
    """Runs the comparison and gives its exit code."""
    python = dev.make_environment()
    words = [
        str(python), "-m", "pytest", str(TIMES), "-q", "--noconftest", "-c", os.devnull,
        "--rootdir", str(TIMES.parent), "-p", "no:cacheprovider",
        "--benchmark-columns=min,median,rounds",
    ]  # fmt: skip
    return subprocess.call(words, env={**os.environ, "PYTHONPATH": str(dev.ROOT)})


if __name__ == "__main__":
    try:
        sys.exit(main())
    except dev.Stop as stop:
        sys.exit(str(stop))
