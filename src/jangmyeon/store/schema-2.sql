-- Version 2: who is who in a drama, and what happens in its scenes. Words met in captions are kept
-- by the bag, a third of the room that they took as rows.

DROP TABLE forms;
CREATE TABLE forms (                          -- words as met in captions, and their lemmas
    drawer INTEGER PRIMARY KEY,               -- by a digest of the word, see packing.drawer_of
    words  BLOB NOT NULL                      -- zlib over one text row a word: form, tab, lemmas
) STRICT;

CREATE TABLE people (                         -- the people of a drama, most seen first
    drama_id  TEXT NOT NULL REFERENCES dramas (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    name      TEXT NOT NULL,                  -- as captions call them most
    latin     TEXT NOT NULL,
    full_name TEXT NOT NULL,
    actor     TEXT NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('person', 'role')),
    spellings TEXT NOT NULL,                  -- JSON array: every spelling met
    titles    TEXT NOT NULL,                  -- JSON array: what they alone are addressed by
    lines     INTEGER NOT NULL,
    scenes    INTEGER NOT NULL,
    PRIMARY KEY (drama_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE sightings (                      -- every trace of people in an episode
    episode_id INTEGER PRIMARY KEY REFERENCES episodes (id) ON DELETE CASCADE,
    traces     BLOB NOT NULL                  -- zlib over one text row each
) STRICT;

CREATE TABLE uncast (                         -- dramas whose people have yet to be told (again)
    drama_id TEXT PRIMARY KEY REFERENCES dramas (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE moments (                        -- what happens in a scene
    episode_id INTEGER NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    scene      INTEGER NOT NULL,              -- its number
    kind       TEXT NOT NULL,
    score      REAL NOT NULL,                 -- 0 to 1
    evidence   TEXT NOT NULL,                 -- JSON array: keys of captions, see packing.caption_key
    PRIMARY KEY (episode_id, scene, kind)
) STRICT, WITHOUT ROWID;
