"""The parts of the main window: rail, top bar, status bar, menus, search, travel."""
