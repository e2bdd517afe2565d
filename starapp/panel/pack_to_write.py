"""A pack that was issued and is written to a folder next."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starapp.foundation.whole_files import write_whole
from starapp.panel.pack_file import SUFFIX, pack_bytes
from starapp.panel.pack_format import ScorePack


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
        """A name for the file: competition, member and, from the second on, the number."""
        words = f"{self.pack.reference}-{self.pack.member}"
        again = f"-{self.pack.number}" if self.pack.number > 1 else ""
        name = re.sub(r"[^\w]+", "-", words).strip("-")
        return f"{name}{again}{SUFFIX}"

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
