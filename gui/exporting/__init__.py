"""Recordings made from the window: what to record, how it will look, and those under way."""
