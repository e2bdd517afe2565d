"""Screens of the panel: who sits on it, what they declared, how far they are."""
