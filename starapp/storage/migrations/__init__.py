"""Alembic environment of the workspace file."""
