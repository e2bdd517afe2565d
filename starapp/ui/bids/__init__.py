"""Screens of bids: the register, receiving, the opening, checks, the price check."""
