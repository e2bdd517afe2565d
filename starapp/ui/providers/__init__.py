"""The provider register: find, look at, add, change, suspend."""
