"""The command that compares optimizers fairly, and the picture that it leaves beside the numbers."""
