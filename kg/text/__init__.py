"""Normalised text with a way back to the source, and sentences."""
