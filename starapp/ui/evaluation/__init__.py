"""Screens of the evaluation: scoring, moderation, the result."""
