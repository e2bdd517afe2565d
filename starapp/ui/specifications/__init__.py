"""The list of packages, the package editor with its sections, and the weekly support grid."""
