"""The widget kit every screen is made from. Import each widget from its own module."""
