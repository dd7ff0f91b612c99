"""What a person edits, as plain Python with change signals of its own: no widgets, no threads."""
