"""What runs on a graphics processor, built beside the CPU's backend from the same programs.

- programs.py: from a problem to the text of its kernel
- device_primitives.py, plain_primitives.py: what that text is made of, compiled and in plain Python

Nothing here imports the toolkit; `engine.cuda` alone does.
"""
