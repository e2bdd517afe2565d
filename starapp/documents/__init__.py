"""Content blocks of every page STAR prints, and their renderers. Must not know bids, letters or the database."""
