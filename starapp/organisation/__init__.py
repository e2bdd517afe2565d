"""The bodies that share the system, people, letterheads, purchasing systems with their lots and rates."""
