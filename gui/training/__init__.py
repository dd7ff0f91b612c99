"""Networks that learn: the decision boundary in motion, the loss's landscape on a plane, steps and charts.

ground    what a network says of every place, as a picture
valley    the loss on a plane through the weights, as a landscape with the paths upon it
drawing   both, kept by the worker
view      all of it on screen, with the charts
"""
