"""The person's choice of theme and text size, kept for next time."""

from PySide6.QtWidgets import QApplication

from starapp.ui import preferences, theme


def chosen_theme() -> theme.Theme:
    """The theme and text size chosen before, or what the computer asks for."""
    kept = preferences.text("theme")
    mode = theme.Mode(kept) if kept in set(theme.Mode) else theme.system_mode()
    size = preferences.text("textSize")
    percent = int(size) if size.isdigit() and int(size) in theme.TEXT_SIZES else 100
    return theme.Theme(mode, percent)


def dress() -> None:
    """Dresses the application as chosen."""
    dress_as(chosen_theme())


def dress_as(look: theme.Theme) -> None:
    """Dresses the application in another look, which is not kept for next time."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app, look)


def choose_mode(mode: theme.Mode | None) -> None:
    """Chooses a theme; None follows the computer."""
    preferences.keep("theme", mode.value if mode is not None else "")
    dress()


def choose_text_size(percent: int) -> None:
    """Chooses a text size in per cent."""
    preferences.keep("textSize", str(percent))
    dress()


def step_text_size(direction: int) -> None:
    """One text size larger or smaller."""
    place = theme.TEXT_SIZES.index(theme.current().text_scale) + direction
    if 0 <= place < len(theme.TEXT_SIZES):
        choose_text_size(theme.TEXT_SIZES[place])
