"""Opens the workspace file, hands out sessions, upgrades older files. Must not know what is stored."""
