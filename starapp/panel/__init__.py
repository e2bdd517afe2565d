"""Panel members and their declarations of interest; who may score what."""
