"""One module for each kind of file; it says what it is in `FORMAT` and is found by being here."""
