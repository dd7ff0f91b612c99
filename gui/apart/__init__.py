"""The worker in a process of its own, so that nothing it does takes the interpreter from the window.

`remote` is the window's end and `process` the other. Between them go pickled values: `sharing` lets an object
that was sent once be the same object when it is meant again, `memory` carries pictures without copying them
through a pipe, and `wire` puts the two into messages.
"""
