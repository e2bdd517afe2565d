#!/usr/bin/env python3
"""The two commands of a fresh machine: ``python3 packaging/dev.py run`` and ``... test``.

Standard library only. Makes ``.venv`` from the hash-locked ``requirements.txt``, adds the system
libraries Qt needs on Debian and Ubuntu (or prints the exact line), then starts STAR or checks it.
It works behind a company package index, because it only calls pip, which knows its own settings.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
LOCK = ROOT / "packaging" / "requirements.txt"
STAMP = ENVIRONMENT / ".star-lock"
OLDEST_PYTHON = (3, 11)
QUIET_APT = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

QT_LIBRARIES = {
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libGL.so.1": ("libgl1",),
    "libEGL.so.1": ("libegl1",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libbrotlidec.so.1": ("libbrotli1",),
}
"""Library to look for, and the packages that carry it, newest name first."""
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libX11-xcb.so.1": ("libx11-xcb1",),
}
"""The same for a real window, beside an offscreen one."""

CHECKS = (
    ("Lint", ["ruff", "check", "."]),
    ("Format", ["ruff", "format", "--check", "."]),
    ("Types", ["mypy"]),
    ("Import rules", ["lint-imports", "--no-cache"]),
)


class Stop(Exception):
    """Something a person has to put right; the words say what."""


def main(arguments: list[str]) -> int:
    """Runs one of the two commands and gives its exit code."""
    if sys.version_info < OLDEST_PYTHON:
        raise Stop("STAR needs Python 3.11 or newer. Start this file with a newer python3.")
    if not arguments or arguments[0] not in {"run", "test"}:
        raise Stop("Say what to do: python3 packaging/dev.py run, or python3 packaging/dev.py test")
    command, rest = arguments[0], arguments[1:]
    window = command == "run" and has_display()
    add_system_libraries(window=window)
    python = make_environment()
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if sys.platform == "linux" and not window:
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    if command == "run":
        if not rest and not has_display():
            say("There is no display: the window opens where nobody sees it.")
        environment["PYTHONPATH"] = os.pathsep.join(
            part for part in (str(ROOT), environment.get("PYTHONPATH", "")) if part
        )
        return subprocess.call([python, "-m", "starapp", *rest], env=environment)
    return check(python, rest, environment)


def has_display() -> bool:
    """Tells whether a real window can be shown."""
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform != "linux" or bool(shown)


def missing(libraries: dict[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Gives the packages of the libraries that cannot be loaded."""
    found = []
    for library, packages in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            found.append(packages)
    return found


def add_system_libraries(*, window: bool) -> None:
    """Installs what Qt needs when that is possible, else prints the exact line."""
    if sys.platform != "linux":
        return
    wanted = missing({**QT_LIBRARIES, **(WINDOW_LIBRARIES if window else {})})
    if not wanted:
        return
    install_system(*wanted, what="Some system libraries are missing.")


def install_system(*wanted: tuple[str, ...], what: str) -> None:
    """Installs system packages, each under the first of its names that is known here.

    Raises:
        Stop: only root may install, or this system has another way to do it.
    """
    if not shutil.which("apt-get"):
        known = ", ".join(packages[-1] for packages in wanted)
        raise Stop(f"{what} Install what carries: {known}")
    root = os.geteuid() == 0
    if root:
        apt_update()
    names = [first_known(packages) for packages in wanted]
    line = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    if not root:
        raise Stop(f"{what} Run this, then start again:\n  sudo {' '.join(line)}")
    say(f"Installing system packages: {', '.join(names)}")
    done = subprocess.run(line, env=QUIET_APT, check=False, capture_output=True, text=True)
    if done.returncode:
        raise Stop(f"{done.stderr}{what} Installing did not work. Run: {' '.join(line)}")


def apt_update() -> None:
    """Asks for the newest list of system packages; an old list may do, so a failure is no stop."""
    subprocess.call(["apt-get", "update", "-qq"], stdout=subprocess.DEVNULL, env=QUIET_APT)


def first_known(packages: tuple[str, ...]) -> str:
    """The first of several package names that this release of the system knows."""
    for name in packages[:-1]:
        shown = subprocess.run(
            ["apt-cache", "show", name], check=False, capture_output=True, text=True
        )
        if shown.returncode == 0 and shown.stdout.strip():
            return name
    return packages[-1]


def make_environment() -> Path:
    """Makes or renews the environment when the lock changed, and gives its Python.

    An environment that somebody else made is completed and never cleared.
    """
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    own, kept = f"{lock} {sys.version_info.major}.{sys.version_info.minor}", f"{lock} kept"
    stamp = STAMP.read_text() if STAMP.exists() else None
    if python.exists() and stamp in {own, kept}:
        return python
    began = time.monotonic()
    theirs = ENVIRONMENT.exists() and (stamp is None or stamp.endswith("kept"))
    if theirs:
        say("Adding what STAR needs to the environment that is already in .venv.")
        check_environment(python)
    else:
        say("Making the environment. This is needed once and takes a minute.")
        start_environment()
    install_lock(python)
    STAMP.write_text(kept if theirs else own)
    say(f"The environment is ready ({time.monotonic() - began:.0f} s).")
    return python


def check_environment(python: Path) -> None:
    """Refuses a folder somebody made that holds no Python that can be used."""
    question = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    if (
        not python.exists()
        or subprocess.run([python, "-c", question], check=False, capture_output=True).returncode
    ):
        raise Stop(
            "The folder .venv holds no Python 3.11 or newer with pip. "
            "Rename or remove it, then start again."
        )


def start_environment() -> None:
    """Makes an empty environment; marked as ours first, so that a broken-off start is made anew."""
    if importlib.util.find_spec("ensurepip") is None:
        add_venv()
    try:
        if ENVIRONMENT.exists():
            shutil.rmtree(ENVIRONMENT)
        ENVIRONMENT.mkdir()
        STAMP.touch()
        venv.EnvBuilder(with_pip=True).create(ENVIRONMENT)
    except OSError as fault:
        raise Stop(
            f"The folder .venv cannot be made anew ({fault.strerror}). "
            "Close every program that runs from it, then start again."
        ) from None
    except (subprocess.CalledProcessError, SystemExit):
        raise Stop("This Python cannot make an environment. Start with another python3.") from None


def add_venv() -> None:
    """Debian ships Python without ensurepip: installs what carries it, or prints the exact line."""
    names = (f"python3.{sys.version_info.minor}-venv", "python3-venv")
    install_system(names, what="Python's venv module is missing.")


def install_lock(python: Path) -> None:
    """Installs exactly what the lock names, checked by its hashes; pip compiles it as well."""
    install = [
        str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check",
        "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(LOCK),
    ]  # fmt: skip
    if subprocess.call(install):
        raise Stop(
            "The packages could not be installed. Check the network or your package index "
            "(pip's own settings are used), then start again."
        )


def check(python: Path, rest: list[str], environment: dict[str, str]) -> int:
    """Lint, format, types, import rules and tests, stopping at the first that fails."""
    for title, words in CHECKS:
        say(title)
        script = str(python.with_name(words[0] + python.suffix))
        if subprocess.call([script, *words[1:]], cwd=ROOT, env=environment):
            say(f"{title}: something to put right, see above.")
            return 1
    say("Tests")
    workers = [] if any(part.startswith("-n") for part in rest) else ["-n", "auto"]
    tests = [str(python), "-m", "pytest", "--benchmark-disable", *workers, *rest]
    return subprocess.call(tests, cwd=ROOT, env=environment)


def say(words: str) -> None:
    """Prints a heading at once, beside the program's own output."""
    print(f"== {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.exit(str(stop))
    except KeyboardInterrupt:
        sys.exit(130)
