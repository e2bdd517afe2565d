"""STAR: specify care packages, run the competition, evaluate the bids, print the award letters."""

__version__ = "0.1.0"
