"""Backup copies as a person meets them: kept by themselves, listed, opened, put back."""
