"""Every window. Reads frozen rows, gives commands, never touches a record."""
