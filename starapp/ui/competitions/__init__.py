"""Screens of competitions: the list, the workspace with its stages, invitations."""
