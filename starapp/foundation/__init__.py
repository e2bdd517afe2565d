"""Plain Python every other package may use: exact numbers, dates, problems, change notices. Knows nothing of ours."""
