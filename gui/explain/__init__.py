"""A step taken apart: what the rule does with one ball, statement by statement, with its numbers.

- script.py: from a rule and a particle's numbers to scenes; free of Qt
- explainer.py: which scene is on, and how far it has come
- painting.py: a scene upon the stage, and its card; the same in the window and in recordings
- panel.py: the card in the window
"""
