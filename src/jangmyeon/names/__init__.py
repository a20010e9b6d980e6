"""One person, many spellings.

Every spelling is read back into the Hangul names it may stand for, each at a cost; two spellings
name one person when they have a reading in common that is cheap enough. See ``spelling`` for what
letters stand for, ``korean`` and ``latin`` for names, ``matching`` for the comparison.
"""

from jangmyeon.names.families import families
from jangmyeon.names.index import Found, NameIndex
from jangmyeon.names.korean import Reading
from jangmyeon.names.labels import Label, is_role, read_label, role_words
from jangmyeon.names.matching import NameMatch, match, same_person
from jangmyeon.names.mentions import Mention
from jangmyeon.names.name import Name, parse_name
from jangmyeon.names.people import people_of
from jangmyeon.names.romanization import display_latin, romanise
from jangmyeon.names.sightings import How, Sighting, sightings

__all__ = [
    "Found",
    "How",
    "Label",
    "Mention",
    "Name",
    "NameIndex",
    "NameMatch",
    "Reading",
    "Sighting",
    "display_latin",
    "families",
    "is_role",
    "match",
    "parse_name",
    "people_of",
    "read_label",
    "role_words",
    "romanise",
    "same_person",
    "sightings",
]
