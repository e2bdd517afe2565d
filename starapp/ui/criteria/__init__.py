"""Screens of evaluation models: the list, the editor, and the locked rules."""
