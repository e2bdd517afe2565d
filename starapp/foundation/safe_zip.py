"""Reads zip files that strangers hand in: what is unusual is refused before it is unpacked."""

import io
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from starapp.foundation.problems import Unavailable, refuse
from starapp.foundation.whole_files import require_not_held

OUR_NAMES = re.compile(r"[a-z0-9][a-z0-9-]{0,60}(/[a-z0-9][a-z0-9-]{0,60})?\.[a-z]{1,12}")
"""Names of the parts of files that STAR writes."""
OFFICE_NAMES = re.compile(
    r"(\[Content_Types\]\.xml|[A-Za-z0-9_](\.?[A-Za-z0-9_ -]){0,80}"
    r"(/[A-Za-z0-9_](\.?[A-Za-z0-9_ -]){0,80}){0,5}|_rels/\.rels)"
)
"""Names of the parts of an office file (ECMA-376 part 2)."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError,
    OverflowError, OSError,
)  # fmt: skip
"""What the standard library may raise on bytes that are no sound zip file."""
_CHUNK = 1 << 16
_ENCRYPTED = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What a zip file may hold.

    Attributes:
        parts: files in it.
        one: bytes of one file, unpacked.
        total: bytes of all files, unpacked.
        ratio: how many times smaller a file may be packed.
    """

    parts: int = 2_000
    one: int = 200_000_000
    total: int = 1_000_000_000
    ratio: int = 100


class SafeZip:
    """A zip file whose directory is sound; its parts are read one by one, within limits.

    Args:
        source: path of the file, or its bytes.
        limits: what it may hold.
        names: what its parts may be called.

    Raises:
        CannotDo: it is no zip file, or holds something unusual.
        Unavailable: the file cannot be read.
    """

    def __init__(
        self, source: Path | bytes, limits: Limits, *, names: re.Pattern[str] = OUR_NAMES
    ) -> None:
        self._source, self._limits, self._allowed = source, limits, names
        with self._opened() as file:
            self._parts = self._checked(file)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, in the order of the file."""
        return tuple(self._parts)

    def read(self, name: str) -> bytes:
        """The bytes of one part.

        Raises:
            CannotDo: there is none of this name, it is damaged, or larger than the limit.
            Unavailable: the file cannot be read any more.
        """
        if name not in self._parts:
            raise refuse("file", f"The part {name} is missing from the file.", "missing_part")
        with self._opened() as file:
            try:
                return self._streamed(file, name)
            except _FAULTS:
                raise refuse(
                    "file", f"The part {name} of the file is damaged.", "damaged"
                ) from None

    def _opened(self) -> zipfile.ZipFile:
        source = self._source
        try:
            if isinstance(source, bytes):
                return zipfile.ZipFile(io.BytesIO(source))
            require_not_held(source)
            return zipfile.ZipFile(source)
        except OSError as fault:
            raise Unavailable(
                f"The file cannot be read ({fault.strerror or 'the disk refused'}). Look whether "
                "it is there and who may open it."
            ) from None
        except _FAULTS:
            raise refuse(
                "file", "The file is damaged or of another kind. Copy it again.", "no_zip"
            ) from None

    def _checked(self, file: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
        infos = file.infolist()
        if len(infos) > self._limits.parts:
            raise refuse("file", "The file holds too many parts.", "too_many")
        found: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            if not self._allowed.fullmatch(info.filename) or info.filename in found:
                raise refuse("file", "A part of the file has a name that is not allowed.", "name")
            kind = stat.S_IFMT(info.external_attr >> 16)
            if info.is_dir() or kind not in {0, stat.S_IFREG}:
                raise refuse("file", "The file holds a link or a folder.", "link")
            if info.compress_type not in _METHODS or info.flag_bits & _ENCRYPTED:
                raise refuse("file", "A part of the file is packed in a way not allowed.", "method")
            found[info.filename] = info
        self._within(found)
        return found

    def _within(self, parts: dict[str, zipfile.ZipInfo]) -> None:
        """Looks at the sizes the directory tells; reading looks at the true ones."""
        limits = self._limits
        total = 0
        for info in parts.values():
            total += info.file_size
            packed = max(info.compress_size, 1)
            if info.file_size > limits.one or info.file_size > limits.ratio * packed:
                raise refuse("file", "A part of the file is larger than allowed.", "too_large")
        if total > limits.total:
            raise refuse("file", "The file is larger than allowed.", "too_large")

    def _streamed(self, file: zipfile.ZipFile, name: str) -> bytes:
        told = self._parts[name].file_size
        data = bytearray()
        with file.open(name) as part:
            while chunk := part.read(_CHUNK):
                data += chunk
                if len(data) > told:
                    raise refuse("file", "A part of the file is larger than it says.", "too_large")
        if len(data) != told:
            raise refuse("file", f"The part {name} of the file is damaged.", "damaged")
        return bytes(data)


def zip_bytes(parts: dict[str, bytes]) -> bytes:
    """A zip file of parts, sorted, not packed, with one fixed time: equal parts give equal bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as file:
        for name in sorted(parts):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = (stat.S_IFREG | 0o600) << 16
            file.writestr(info, parts[name])
    return made.getvalue()
