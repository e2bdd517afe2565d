"""What needs doing today, where everything stands, savings by definition."""
