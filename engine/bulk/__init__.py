"""Maps: what becomes of every starting point, of every hyperparameter. One pixel is one whole simulation.

`axes` says what the two directions of a map mean, `study` what a map is of, `tile` computes a part of it,
`minima` finds where particles may come to rest, `statistics` measures what came out. Bits do not depend on
how a map is cut into tiles, on threads or on machines that compute alike.
"""
