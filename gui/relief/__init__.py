"""The stage as a relief: the same scene with its heights, seen from anywhere. Free of Qt but for `axes` and
`sketch`."""
