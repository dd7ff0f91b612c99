"""Runs that can be played: stepping, rewinding, and the numbers and paths that are shown; free of Qt."""
