"""What STAR tells people it did, and who can see what, is true: each such claim was looked up.

A new sentence of these kinds fails here until somebody has looked at what it rests on and says so.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from starapp.verify import CHECKS, NOTHING_WRONG
from tests.architecture.source_files import python_files, texts

SENDS = re.compile(
    r"\b(sent|sends|notified|e-?mailed|informed)\b|\b(is|are|was|were|be|gets?) told\b"
    r"|\b(go|goes|went) (out )?to (every|all|the bidder|the provider|bidders)"
    r"|\bgets? (this|the) (answer|letter|invitation|new)",
    re.IGNORECASE,
)
"""Something leaves STAR, or somebody learns of it. STAR sends nothing, so almost none may say so."""
HIDES = re.compile(
    r"\b(nobody|no one|never)\b[^.]*\b(sees?|seen|reads?|learns?|knows?|shown?|shows?|told|opens?)\b"
    r"|\bhidden\b|\bencrypted\b|\bsecret\b|\bprivate\b|\bby any path\b|\bcan never\b",
    re.IGNORECASE,
)
"""Somebody cannot see or change something."""
RESTS_ON = {
    "STAR sends nothing": "no module for a network is imported, see below",
    "sends nothing anywhere": "the same",
    "sent for sign-off": "the approver sees it on Home and on the result page",
    "Sent for sign-off": "the same",
    "You sent the result": "the name beside the recommendation",
    "Not sent yet": "the result waits for sign-off",
    "Sent by": "the same",
    "who sent the result": "the same",
    "Sent to the printer": "the printer took every page, ui/awards/printing.py",
    "sent to a printer": "the same",
    "Every copy is sent to them": "what the other program does with its folder",
    "As you sent it": "what the person did",
    "the question you sent": "the same",
    "sent apologies": "what a person did",
    "letters sent": "the stored name of a state, shown as Letters issued",
    "sends them to the chosen provider": "what the invented council does",
    "you are told its name": "the message after a copy is put back",
    "nothing that only the chosen provider is told": "the parts of a score pack",
    "nobody is told who asked": "the log prints questions and answers only",
    "STAR shows it to nobody": "bids/sealing.py, require_opened",
    "STAR shows nobody a bid": "the same",
    "hidden marks of the spreadsheet": "the marks stand on a hidden sheet",
    "hides nothing": "says what a fingerprint does not do",
    "not encrypted": "says what is not so",
    "private copy": "file access of this person only, storage/private_copy.py",
    "never better than": "worked out from every possible weight",
    "told apart": "about prices, not about people",
    "nobody has": "what the person makes sure of",
    "can never change again": "no command changes a locked model, criteria/commands.py",
}
"""What a sentence of these kinds rests on, by words it holds."""
NETWORK = {
    "smtplib", "imaplib", "poplib", "ftplib", "http", "http.client", "urllib.request", "ssl",
    "asyncio", "xmlrpc", "webbrowser", "requests", "PySide6.QtNetwork",
}  # fmt: skip


def sentences() -> Iterator[tuple[str, str]]:
    """Every text for people with its place: of the program, of Help and of the first page."""
    for file in python_files("starapp"):
        if "/migrations/" not in file.path and not file.path.endswith("name_words.py"):
            yield from ((f"{file.path}:{line}", text) for line, text in said_by(file.tree))
    for path, text in texts():
        if path.startswith("resources/help/"):
            for part in re.split(r"\n\s*\n|\n(?=- |\d+\. )", text):
                yield from ((path, one) for one in re.split(r"(?<=[.:]) ", " ".join(part.split())))


def said_by(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every string that is no docstring; what is filled in stands as {}."""
    quiet = {id(part) for node in ast.walk(tree) for part in ast.iter_child_nodes(node)
             if isinstance(node, ast.JoinedStr | ast.Expr)}  # fmt: skip
    for node in ast.walk(tree):
        if id(node) in quiet:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        elif isinstance(node, ast.JoinedStr):
            parts = [one.value if isinstance(one, ast.Constant) else "{}" for one in node.values]
            yield node.lineno, "".join(map(str, parts))


@pytest.mark.parametrize("kind", [SENDS, HIDES], ids=["sends", "hides"])
def test_nothing_is_said_to_be_sent_told_or_hidden_that_was_not_looked_up(
    kind: re.Pattern[str],
) -> None:
    found = [(where, text) for where, text in sentences() if " " in text and kind.search(text)]
    assert found
    assert [one for one in found if not any(words in one[1] for words in RESTS_ON)] == []


def test_what_was_looked_up_is_still_said() -> None:
    said = [text for _, text in sentences()]
    assert [words for words in RESTS_ON if not any(words in text for text in said)] == []


def test_nothing_leaves_this_computer() -> None:
    """The one socket is a name on this computer that keeps a second writer out."""
    asked = {
        (file.path, name)
        for file in python_files("starapp")
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
        )
    }
    assert {(path, name) for path, name in asked if name in NETWORK} == set()
    assert {path for path, name in asked if name == "socket"} == {"starapp/storage/writer_lock.py"}
    source = {file.path: file.text for file in python_files("starapp")}
    assert "AF_INET" not in source["starapp/storage/writer_lock.py"]
    assert not any("QDesktopServices" in text for text in source.values())


def test_a_check_that_finds_nothing_says_what_it_read_and_no_more() -> None:
    assert NOTHING_WRONG.startswith("Nothing wrong was found in ")
    assert [words for words in CHECKS if words not in NOTHING_WRONG] == []
