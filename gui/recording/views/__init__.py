"""One module for each view that can be filmed; it says what it is in `VIEW` and is found by being here."""
