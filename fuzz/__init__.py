"""Structure-aware fuzzing of all that reads what others wrote.

    python -m fuzz.captions --inputs 100000 --seed 1

Each target makes files (or queries) of its kind from a grammar of its own, breaks them, and checks
that there is an answer that makes sense, or an error that names the file: within bounds of time
and memory. The same seed gives the same inputs. What failed is told with the place of its number,
so that ``--only`` runs it again.
"""
