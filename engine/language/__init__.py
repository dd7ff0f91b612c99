"""The language that everything which moves is written in: text to an expression graph, and from it all else.

tokens, syntax, lower       text to tokens to a tree to the graph, by way of `formula` and `rule`
differentiate, evaluate     exact derivatives in the same graph; values with NumPy
symbols, pieces, typeset    the tree as LaTeX

Reading a text can do nothing but arithmetic: no name of Python is ever looked up.
"""
