"""Measurements: speed as ratios within one run, quality against gold data."""
