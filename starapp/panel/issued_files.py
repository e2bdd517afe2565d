"""Writes what was issued into a folder: packs with their slips, spreadsheets, and paper to print."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from starapp.documents.to_pdf import to_pdf
from starapp.foundation.file_names import made_safe
from starapp.foundation.problems import Unavailable
from starapp.foundation.whole_files import write_whole
from starapp.panel.pack_to_write import PackToWrite, SheetToWrite, name_of
from starapp.panel.paper_sheets_document import paper_sheets_document
from starapp.panel.passphrase_document import passphrase_document
from starapp.panel.score_workbook import workbook_bytes
from starapp.panel.ways import Way

SLIPS = "passphrases to hand over.pdf"


def write_issued(
    packs: Sequence[PackToWrite], sheets: Sequence[SheetToWrite], folder: Path, *, moment: datetime
) -> tuple[Path, ...]:
    """Writes every file, the slips first, and gives their paths.

    Documents of the bids that go with a spreadsheet or with paper are put into a folder beside it,
    by the letter of the bid.

    Raises:
        Unavailable: there is no room or no right to write.
    """
    written: list[Path] = []
    if packs:
        slips = folder / SLIPS
        write_whole(slips, to_pdf(passphrase_document(packs), moment=moment))
        written.append(slips)
    written += [one.write(folder) for one in packs]
    for one in sheets:
        written.append(_write_sheet(one, folder, moment))
        _write_documents(one, folder)
    return tuple(written)


def _write_sheet(one: SheetToWrite, folder: Path, moment: datetime) -> Path:
    name = name_of(one.pack)
    if one.way is Way.SPREADSHEET:
        path = folder / f"{name}.xlsx"
        write_whole(path, workbook_bytes(one.pack, secret=one.secret))
    else:
        path = folder / f"{name} to print.pdf"
        write_whole(path, to_pdf(paper_sheets_document(one.pack), moment=moment))
    return path


def _write_documents(one: SheetToWrite, folder: Path) -> None:
    if not one.pack.documents:
        return
    beside = folder / f"{name_of(one.pack)} documents"
    try:
        beside.mkdir(exist_ok=True)
    except OSError as fault:
        raise Unavailable(
            f"The folder {beside.name} could not be made ({fault.strerror}). Choose another folder."
        ) from None
    for document in one.pack.documents:
        name = made_safe(f"Bid {document.bid} {document.name}")
        write_whole(beside / name, one.documents[document.part])
