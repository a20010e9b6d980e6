"""The pages: of each, its data, the function that gathers it, and what may be written."""
