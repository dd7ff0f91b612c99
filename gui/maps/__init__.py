"""Maps: what becomes of every starting point and of every parameter, one pixel one simulation."""
