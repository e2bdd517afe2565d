"""The one style sheet, made from the tokens. ``{accent}`` is a colour, ``{36}`` a scaled size."""

import re

from starapp.ui.theme import Theme, tokens

_SHEET = """
QWidget#shell, QMenuBar, QWidget#rail, QWidget#topBar, QStatusBar, QWidget#statusBar {
  background:{chrome}; color:{ink}; }
QWidget#sheet { background:{sheet}; border:1px solid {line}; border-right:0; border-bottom:0;
  border-top-left-radius:12px; }
QWidget#statusBar { border-top:1px solid {line}; }
QMainWindow, QDialog { background:{sheet}; }
QDialog#searchPanel { background:{surface}; border:1px solid {line}; }
QToolTip { background:{ink}; color:{surface}; border:1px solid {ink}; padding:{6} {8};
  font-size:{13}; }

QFrame[look="card"] { background:{surface}; border:1px solid {line}; border-radius:10px; }
QFrame[look="cardSunk"] { background:{surfaceSunk}; border:1px solid {line}; border-radius:10px; }
QFrame[look="cardDashed"] { background:{surface}; border:1px dashed {lineStrong};
  border-radius:10px; }
QFrame[look="easyBar"] { background:{chrome}; border:0; }
QFrame[look="easyCard"] { background:{surface}; border:2px solid {line}; border-radius:12px; }
QFrame[look="easyHelp"] { background:{surfaceSunk}; border:2px solid {line}; border-radius:12px; }
QFrame[look="cardHead"] { background:transparent; border:0; border-bottom:1px solid {line}; }
QFrame[look="cardFoot"] { background:{surfaceSunk}; border:0; border-top:1px solid {line};
  border-bottom-left-radius:9px; border-bottom-right-radius:9px; }
QFrame[look="wash"] { background:{accentWash}; border:0; }
QFrame[look="amberWash"] { background:{amberBg}; border:0; }
QFrame[look="hairline"] { background:{line}; border:0; max-height:1px; min-height:1px; }
QFrame[look="upright"] { background:{line}; border:0; max-width:1px; min-width:1px; }
QFrame[look="workHead"] { background:transparent; border:0; border-bottom:1px solid {line}; }
QFrame[look="dialogFoot"] { background:{surfaceSunk}; border:0; border-top:1px solid {line}; }
QFrame[look="toast"] { background:{toast}; border:1px solid {toastEdge}; border-radius:8px; }
QFrame[look="toast"] QLabel { color:{toastInk}; }
QFrame[look="bar"] { background:{greyBg}; border:1px solid {line}; border-radius:7px; }
QFrame[look="errors"] { background:{surface}; border:3px solid {redSolid}; border-radius:10px; }
QFrame[look="problem"] { background:transparent; border:0; border-left:4px solid {redSolid}; }
QFrame[look="panel"] { background:{surface}; border:1px solid {line}; border-radius:12px; }
QFrame[look="brand"] { background:{brand}; }
QFrame[look="brand"] QLabel { color:{onBrand}; }

QLabel { background:transparent; }
QLabel[ink="muted"] { color:{inkMuted}; }
QLabel[ink="faint"] { color:{inkFaint}; }
QLabel[ink="accent"] { color:{accent}; }
QLabel[ink="green"] { color:{greenText}; }
QLabel[ink="blue"] { color:{blueText}; }
QLabel[ink="amber"] { color:{amberText}; }
QLabel[ink="red"] { color:{redText}; }
QLabel[ink="purple"] { color:{purpleText}; }
QLabel[look="keycap"] { background:{surface}; border:1px solid {line}; border-radius:4px;
  padding:1px {5}; color:{inkMuted}; font-size:{12}; font-weight:500; }
QLabel[look="round"] { background:{accent}; color:{onAccent}; border-radius:{14}px;
  font-size:{13}; font-weight:600; }

QPushButton { background:{surface}; color:{ink}; border:1px solid {lineStrong};
  border-bottom-width:2px; border-radius:7px; padding:0 {14}; min-height:{33}; font-size:{15};
  font-weight:600; }
QPushButton:hover { background:{surfaceHover}; }
QPushButton:pressed { background:{greyBg}; }
QPushButton:disabled { background:{greyBg}; color:{inkFaint}; border-color:{line}; }
QPushButton[kind="main"] { background:{accent}; color:{onAccent}; border-color:{accentEdge}; }
QPushButton[kind="main"]:hover { background:{accentHover}; }
QPushButton[kind="main"]:pressed { background:{accentPress}; }
QPushButton[kind="risky"] { background:{danger}; color:{onDanger}; border-color:{dangerEdge}; }
QPushButton[kind="risky"]:hover { background:{dangerHover}; }
QPushButton[kind="risky"]:pressed { background:{dangerEdge}; }
QPushButton[kind="quiet"] { background:transparent; color:{accent}; border:1px solid transparent;
  border-bottom-width:2px; }
QPushButton[kind="quiet"]:hover { background:{surfaceHover}; }
QPushButton[kind="quiet"]:pressed { background:{greyBg}; }
QPushButton[kind="main"]:disabled, QPushButton[kind="risky"]:disabled { background:{greyBg};
  color:{inkFaint}; border-color:{line}; }
QPushButton[kind="quiet"]:disabled { background:transparent; color:{inkFaint}; }
QPushButton[sized="small"] { min-height:{27}; padding:0 {10}; font-size:{14}; }
QPushButton[sized="large"] { min-height:{41}; padding:0 {20}; font-size:{16}; }
QPushButton[sized="easy"] { min-height:{53}; padding:0 {22}; font-size:{20}; }
QPushButton[sized="easyChip"] { min-height:{46}; padding:0 {16}; font-size:{18}; border-radius:{23};
  border:2px solid {lineStrong}; }
QPushButton[sized="easyChip"]:checked { background:{accentTint}; border-color:{accent}; }
QPushButton[kind="link"] { background:transparent; border:0; color:{link}; padding:0;
  min-height:{22}; font-size:{14}; font-weight:600; text-decoration:underline; text-align:left; }
QPushButton[kind="link"]:hover { color:{accentHover}; background:transparent; }
QPushButton[kind="link"]:disabled { color:{inkFaint}; background:transparent; }
QPushButton[kind="link"][tone="red"] { color:{redText}; }
QPushButton[kind="link"][tone="toast"] { color:{toastInk}; }
QToolButton { background:transparent; border:1px solid transparent; border-radius:6px;
  padding:{4}; color:{ink}; font-size:{14}; font-weight:500; }
QToolButton:hover { background:{surfaceHover}; }
QToolButton:pressed { background:{greyBg}; }
QToolButton:checked { background:{accentTint}; }
QToolButton::menu-indicator { image:none; width:0; }
QWidget#rail QToolButton, QWidget#topBar QToolButton { border-radius:8px; }
QWidget#rail QToolButton:hover, QWidget#topBar QToolButton:hover { background:{chromeHover}; }
QPushButton[chip="on"] { background:{accentTint}; border:1px solid {accent}; color:{ink};
  font-size:{14}; min-height:{30}; padding:0 {10}; }
QPushButton[chip="off"] { background:{surface}; border:1px solid {lineStrong}; color:{ink};
  font-size:{14}; min-height:{30}; padding:0 {10}; font-weight:500; }

QLineEdit, QPlainTextEdit, QTextEdit { background:{surface}; color:{ink};
  border:1px solid {lineStrong}; border-radius:6px; padding:0 {9};
  selection-background-color:{accent}; selection-color:{onAccent}; font-size:{15}; }
QLineEdit { min-height:{34}; }
QPlainTextEdit, QTextEdit { padding:{6} {6}; }
QTextBrowser { border:0; background:transparent; padding:0; min-height:0; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled { background:{surfaceSunk};
  color:{inkMuted}; border-color:{line}; }
QLineEdit[wrong="yes"], QPlainTextEdit[wrong="yes"], QTextEdit[wrong="yes"] {
  border:2px solid {redSolid}; }
QLineEdit[unsaved="yes"], QPlainTextEdit[unsaved="yes"], QTextEdit[unsaved="yes"] {
  border:2px dashed {amberSolid}; }
QLineEdit[wrong="yes"][unsaved="yes"], QPlainTextEdit[wrong="yes"][unsaved="yes"],
QTextEdit[wrong="yes"][unsaved="yes"] { border:2px solid {redSolid}; }
QLineEdit[small="yes"] { min-height:{28}; font-size:{14}; }
QLineEdit[bare="yes"] { border:0; background:transparent; }
QCheckBox, QRadioButton { font-size:{15}; spacing:{10}; color:{ink}; background:transparent;
  min-height:{28}; }
QCheckBox:disabled, QRadioButton:disabled { color:{inkFaint}; }
QComboBox QAbstractItemView { background:{surface}; border:1px solid {line}; padding:{4};
  selection-background-color:{accentTint}; selection-color:{ink}; outline:0; }

QTableView, QListView, QTreeView { background:{surface}; border:0; outline:0; color:{ink};
  gridline-color:{line}; selection-background-color:{accentTint}; selection-color:{ink};
  font-size:{14}; }
QHeaderView { background:{surfaceSunk}; border:0; }
QHeaderView::section { background:{surfaceSunk}; color:{inkMuted}; border:0;
  border-bottom:1px solid {line}; padding:0 {8}; font-size:{13}; font-weight:600;
  min-height:{33}; }
QTableCornerButton::section { background:{surfaceSunk}; border:0; }
QScrollArea { background:transparent; border:0; }
QScrollArea > QWidget > QWidget[look="page"] { background:transparent; }
QScrollBar:vertical { background:transparent; width:12px; margin:0; border:0; }
QScrollBar:horizontal { background:transparent; height:12px; margin:0; border:0; }
QScrollBar::handle:vertical { background:{lineStrong}; border-radius:3px; min-height:28px;
  margin:3px; }
QScrollBar::handle:horizontal { background:{lineStrong}; border-radius:3px; min-width:28px;
  margin:3px; }
QScrollBar::add-line, QScrollBar::sub-line { width:0; height:0; border:0; background:none; }
QScrollBar::add-page, QScrollBar::sub-page { background:none; }
QSplitter::handle { background:transparent; }

QMenuBar { padding:0 {8}; font-size:{14}; }
QMenuBar::item { padding:{5} {9}; background:transparent; border-radius:5px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background:{chromeHover}; color:{ink}; }
QMenu { background:{surface}; color:{ink}; border:1px solid {line}; padding:{6}; font-size:{14}; }
QMenu::item { padding:{7} {28} {7} {12}; border-radius:6px; }
QMenu::item:selected { background:{accentTint}; color:{ink}; }
QMenu::item:disabled { color:{inkFaint}; }
QMenu::separator { height:1px; background:{line}; margin:{5} 0; }
QMenu::icon { padding-left:{8}; }
QTabBar::tab { background:transparent; padding:{8} {16}; border:0; border-bottom:3px solid
  transparent; color:{inkMuted}; font-size:{15}; }
QTabBar::tab:selected { color:{ink}; font-weight:600; border-bottom-color:{accent}; }
QTabWidget::pane { border:0; border-top:1px solid {line}; }
QCalendarWidget QWidget { background:{surface}; color:{ink}; }
QCalendarWidget QToolButton { font-size:{15}; font-weight:600; }
QCalendarWidget QAbstractItemView { selection-background-color:{accent};
  selection-color:{onAccent}; font-size:{14}; }
QPdfView { background:{surfaceSunk}; border:0; }
"""


_CONTRAST = "highContrast"


def style_sheet(theme: Theme) -> str:
    """Gives the style sheet for a theme."""

    def filled(found: re.Match[str]) -> str:
        name = found.group(1)
        if name.isdigit():
            return f"{round(int(name) * theme.text_scale / 100)}px"
        return _value(theme, name)

    sheet = re.sub(r"\{(\w+)\}(?:px)?", filled, _SHEET)
    contrast = "QPushButton:disabled { border-style:dashed; }" if theme.mode == _CONTRAST else ""
    return sheet + contrast + _type_scale(theme)


def _value(theme: Theme, name: str) -> str:
    dark_ground = theme.mode == "light"
    stands_for = {
        "toast": "ink" if dark_ground else "surfaceHover",
        "toastInk": "surface" if dark_ground else "ink",
        "toastEdge": "ink" if dark_ground else "lineStrong",
        "brand": "accentHover" if dark_ground else "accentWash",
        "onBrand": "onAccent" if dark_ground else "ink",
    }
    return theme.colours[stands_for.get(name, name)].name()


def _type_scale(theme: Theme) -> str:
    lines = []
    for role, look in tokens()["type"]["scale"].items():
        size = round(look["size"] * theme.text_scale / 100)
        lines.append(f'*[role="{role}"] {{ font-size:{size}px; font-weight:{look["weight"]}; }}')
    size = round(14 * theme.text_scale / 100)
    lines.append(
        f'*[role="mono"] {{ font-family:"{tokens()["type"]["mono"]}"; font-size:{size}px; }}'
    )
    return "\n".join(lines)
