"""Hands on the stage: what lies under the pointer, what a drag does, and what is said beside it."""
