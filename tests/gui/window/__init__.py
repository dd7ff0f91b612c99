"""The window driven as a person drives it: clicks, keys, drags. Qt's warnings fail these tests."""
