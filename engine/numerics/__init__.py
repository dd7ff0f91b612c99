"""Arithmetic that backends share: counter-based random numbers, elementary functions as polynomials."""
