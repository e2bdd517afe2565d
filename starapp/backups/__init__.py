"""Copies of the open workspace kept by themselves, and the way back to one. Must not know a window."""
