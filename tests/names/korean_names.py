"""Korean names for property tests, made of real family names and syllables of given names."""

from __future__ import annotations

from hypothesis import strategies as st

from jangmyeon.names.tables import rows

FAMILIES = [row[0] for row in rows("families.tsv") if int(row[1]) >= 30]
FIRST = [row[0] for row in rows("syllables.tsv") if int(row[1]) >= 10]
LAST = [row[0] for row in rows("syllables.tsv") if int(row[2]) >= 10]

families = st.sampled_from(FAMILIES)
givens = st.builds(lambda first, last: first + last, st.sampled_from(FIRST), st.sampled_from(LAST))
full_names = st.builds(lambda family, given: family + given, families, givens)
