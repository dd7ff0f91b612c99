"""The signal laboratory: what optimizers make of a signal, epoch after epoch."""
