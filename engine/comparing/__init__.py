"""Fair comparison: every optimizer gets the same budget for its own tuning, and is then judged on other runs.

`candidates` says which settings are tried, `contest` what is compared and on what, `trial` trains settings
from many starts at once, `judging` makes curves, profiles and tables of what came out.
"""
