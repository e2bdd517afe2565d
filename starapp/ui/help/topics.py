"""Reads the help topics that come with the program."""

import re
from dataclasses import dataclass

from starapp.foundation.resource_files import resource

_NAME = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of help, in Markdown; its first line is the title."""

    name: str
    title: str
    text: str


def topics() -> tuple[Topic, ...]:
    """Every topic, by title."""
    files = resource("help").glob("*.md")
    return tuple(sorted((_read(file.stem) for file in files), key=lambda one: one.title))


def topic(name: str) -> Topic | None:
    """One topic, or None when there is no such one."""
    if not _NAME.fullmatch(name) or not resource("help", f"{name}.md").is_file():
        return None
    return _read(name)


def search(words: str) -> tuple[Topic, ...]:
    """The topics in which all the words occur."""
    wanted = words.casefold().split()
    return tuple(one for one in topics() if all(word in one.text.casefold() for word in wanted))


def _read(name: str) -> Topic:
    text = resource("help", f"{name}.md").read_text("utf-8")
    first = text.lstrip().splitlines()[0] if text.strip() else name
    return Topic(name, first.lstrip("# ").strip(), text)
