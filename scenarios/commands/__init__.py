"""The commands that need no window, one module each: `arguments` declares its options, `execute` does it."""
