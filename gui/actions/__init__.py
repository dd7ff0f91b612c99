"""What a person can do, each thing declared once: buttons, menus, shortcuts, palette are made of it."""

from gui.actions.registry import Actions as Actions
from gui.actions.registry import Item as Item
