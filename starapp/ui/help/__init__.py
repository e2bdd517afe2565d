"""Help: topics in plain words, one a screen, shown beside it."""
