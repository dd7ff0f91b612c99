"""Time: the bar at the foot of the window."""
