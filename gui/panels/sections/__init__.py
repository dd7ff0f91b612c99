"""The parts of the panel at the right, one a module."""
