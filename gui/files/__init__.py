"""The scenario's file: new, open, save, what was open lately, and unsaved changes that are never lost."""
