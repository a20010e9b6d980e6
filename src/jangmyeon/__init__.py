"""Jangmyeon: the scenes of Korean dramas, from the captions you already have."""
