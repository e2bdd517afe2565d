"""What providers offered: receipt, sealing and opening, price schedules, answers, checks."""
