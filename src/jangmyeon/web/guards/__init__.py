"""What stands before every page: who may ask, from where, how much and how often."""
