"""The desktop window and its screens. The only package that knows Qt."""

from starapp.ui.immortal import keep_singletons

keep_singletons()
