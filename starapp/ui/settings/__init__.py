"""Settings: bodies, people, letterheads, purchasing systems and the calendar."""
