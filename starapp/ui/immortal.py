"""Keeps ``None``, ``True`` and ``False`` alive under Python 3.11.

The PySide6 6.12 wheels give these back without counting them, as Python 3.12 and later allow
because there they never die. Under Python 3.11 the count falls with each call until the program
stops with "deallocating None". Raising the counts once does what later versions do from the start.
"""

import ctypes
import sys

_NEVER = 1 << 40


def keep_singletons() -> None:
    """Raises the reference counts so high that they cannot reach zero; nothing from 3.12 on."""
    if sys.version_info >= (3, 12):
        return
    for value in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(value))
        if count.value < _NEVER:
            count.value += _NEVER
