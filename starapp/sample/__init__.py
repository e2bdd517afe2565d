"""The Northvale sample workspace, built by the commands a person uses."""
