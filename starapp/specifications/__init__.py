"""Care packages wanted: outcomes, needs, the weekly support grid, privacy layers, completeness, guide cost."""
