"""Starting: the welcome, and who is using this PC."""
