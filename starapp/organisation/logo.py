"""Whether the bytes of a logo are a whole PNG picture. Pure; reads chunks, not pixels."""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_SIDE = 4000


def png_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a whole PNG picture; None when it is none, is cut off or damaged."""
    if not data.startswith(SIGNATURE):
        return None
    place, size, pixels = len(SIGNATURE), None, b""
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        kind = data[place + 4 : place + 8]
        body = data[place + 8 : place + 8 + length]
        end = place + 12 + length
        if end > len(data) or _sum(kind + body) != data[end - 4 : end]:
            return None
        if kind == b"IHDR" and length == 13:
            size = struct.unpack(">II", body[:8])
        elif kind == b"IDAT":
            pixels += body
        elif kind == b"IEND":
            return size if size is not None and _unpacks(pixels) else None
        place = end
    return None


def _sum(data: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(data))


def _unpacks(pixels: bytes) -> bool:
    try:
        return bool(zlib.decompressobj().decompress(pixels, 4 * MOST_SIDE * MOST_SIDE))
    except zlib.error:
        return False
