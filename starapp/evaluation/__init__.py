"""Scores, moderation, weighting, ranking, the working of every number, the award report."""
