"""A pack that was issued and is written to a folder next."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starapp.foundation.whole_files import write_whole
from starapp.panel.pack_file import SUFFIX, pack_bytes
from starapp.panel.pack_format import ScorePack
from starapp.panel.ways import Way


@dataclass(frozen=True, slots=True)
class PackToWrite:
    """A pack that was issued, with everything to write its file; nothing of it is kept.

    Attributes:
        passphrase: told to the member apart from the file; it is stored nowhere.
        signing_key: private, of the workspace.
    """

    pack: ScorePack
    documents: Mapping[str, bytes]
    passphrase: str
    signing_key: bytes

    @property
    def file_name(self) -> str:
        """A name for the file."""
        return name_of(self.pack) + SUFFIX

    def write(self, folder: Path) -> Path:
        """Writes the file and gives its path.

        Raises:
            Unavailable: there is no room or no right to write.
        """
        path = folder / self.file_name
        data = pack_bytes(
            self.pack, self.documents, passphrase=self.passphrase, signing_key=self.signing_key
        )
        write_whole(path, data)
        return path


@dataclass(frozen=True, slots=True)
class SheetToWrite:
    """A spreadsheet or paper sheet that was issued, with everything to write its file.

    Attributes:
        documents: bytes of each document of a bid by its part.
        secret: the hidden marks of a spreadsheet are made with it.
    """

    pack: ScorePack
    documents: Mapping[str, bytes]
    way: Way
    secret: bytes


def name_of(pack: ScorePack) -> str:
    """A name for the file without its ending: competition, member and, from 2 on, the number."""
    words = f"{pack.reference}-{pack.member}"
    again = f"-{pack.number}" if pack.number > 1 else ""
    return re.sub(r"[^\w]+", "-", words).strip("-") + again
