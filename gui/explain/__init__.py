"""A step taken apart: what the rule does with one ball, statement by statement, with its numbers.

- script.py: from a rule and a particle's numbers to scenes; free of Qt
- facts.py: what may be said of a statement, from the rule's graph and this step's numbers
- words.py: the sentences that say it
- explainer.py: which scene is on, and how far it has come
- painting.py: a scene upon the stage, and its card; the same in the window and in recordings
- panel.py: the card in the window
"""
