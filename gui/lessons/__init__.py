"""A scenario's lesson, step by step: what is said, changed, asked and pointed at.

- teacher.py: which step is on, and what it does to the session; free of Qt
- panel.py: the panel at the foot of the stage; choices.py: its answers
- outlines.py: lines around what a step points at
"""
