"""Who did what, when and why: the append-only, hash-chained record every command writes to."""
