"""Spreadsheets of other kinds are told by name, as programs really write them."""

from pathlib import Path

import pytest

from starapp.foundation.spreadsheet_kinds import OLE, other_kind

STORED = Path(__file__).parents[1] / "files" / "workbooks"


@pytest.mark.parametrize(
    ("file", "code", "words"),
    [
        ("libreoffice.ods", "open", "OpenDocument spreadsheet"),
        ("libreoffice.xls", "old", "Excel 97-2003"),
        ("libreoffice.csv", "csv", "text file"),
        ("libreoffice.fods", "open", "OpenDocument spreadsheet"),
    ],
)
def test_what_a_program_saved_is_told_by_name(file: str, code: str, words: str) -> None:
    found = other_kind((STORED / file).read_bytes())
    assert found is not None
    assert found.code == code
    assert words in found.words
    assert ".xlsx" in found.words
    assert "damaged" not in found.words


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (OLE + bytes(600) + "Workbook".encode("utf-16-le"), "old"),
        (b"PK\x03\x04" + bytes(60) + b"xl/workbook.bin", "binary"),
        (b"PK\x03\x04" + bytes(60) + b"Index/Document.iwa", "numbers"),
        (b"Code;Bid;Question;Score\r\nA-Q1;Bid A;Q1;3\r\n", "csv"),
        ("Code\tBid\nA-Q1\tGŵyl\n".encode("utf-16"), "csv"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "xml"),
        (b"<html><body><table><tr><td>3</td></tr></table>", "page"),
    ],
)  # fmt: skip
def test_other_kinds_are_told_by_how_they_begin(data: bytes, code: str) -> None:
    found = other_kind(data)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 text", b"PK\x03\x04", bytes(9)])
def test_what_is_no_spreadsheet_is_left_to_others(data: bytes) -> None:
    assert other_kind(data) is None


def test_an_excel_workbook_is_no_other_kind() -> None:
    assert other_kind((STORED / "libreoffice.xlsx").read_bytes()) is None
