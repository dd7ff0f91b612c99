"""The command that makes maps without a window, and the picture that it leaves beside the data."""
