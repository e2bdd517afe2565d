"""Home: what needs you today, and where everything stands."""
