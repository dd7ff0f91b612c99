"""Tests of gui/panels, driven as a person would drive them."""
