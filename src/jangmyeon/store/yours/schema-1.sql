-- What is a viewer's own, version 1. It stands in a file of its own, since a library can be built
-- anew from its captions, and this cannot. A scene is kept as a second of an episode: ids of dramas
-- and times outlive a library that is indexed again, and borders of scenes that move.

CREATE TABLE seen (                           -- how far a drama has been seen
    drama_id TEXT PRIMARY KEY,
    season   INTEGER NOT NULL,
    number   INTEGER NOT NULL,                -- of the last episode seen; 0 when nothing was
    written  TEXT NOT NULL                    -- when this was told: ISO 8601, UTC
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
    id       INTEGER PRIMARY KEY,
    drama_id TEXT NOT NULL,
    season   INTEGER NOT NULL,
    number   INTEGER NOT NULL,
    at       REAL NOT NULL,                   -- seconds from the start of the episode
    text     TEXT NOT NULL,
    written  TEXT NOT NULL,
    UNIQUE (drama_id, season, number, at, text)
) STRICT;

CREATE TABLE ratings (
    drama_id TEXT NOT NULL,
    season   INTEGER NOT NULL,
    number   INTEGER NOT NULL,
    at       REAL NOT NULL,
    stars    INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
    written  TEXT NOT NULL,
    PRIMARY KEY (drama_id, season, number, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE tags (
    tag      TEXT NOT NULL,
    drama_id TEXT NOT NULL,
    season   INTEGER NOT NULL,
    number   INTEGER NOT NULL,
    at       REAL NOT NULL,
    written  TEXT NOT NULL,
    PRIMARY KEY (tag, drama_id, season, number, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE listed (                         -- a scene on a list; a list is there while it has any
    id       INTEGER PRIMARY KEY,             -- in the order in which they were put there
    name     TEXT NOT NULL,                   -- of the list
    drama_id TEXT NOT NULL,
    season   INTEGER NOT NULL,
    number   INTEGER NOT NULL,
    at       REAL NOT NULL,
    written  TEXT NOT NULL,
    UNIQUE (name, drama_id, season, number, at)
) STRICT;

CREATE TABLE writeups (                       -- write-ups that were linked to scenes
    id       INTEGER PRIMARY KEY,
    source   TEXT NOT NULL UNIQUE,            -- the path or address it was read from
    title    TEXT NOT NULL,
    author   TEXT NOT NULL,
    date     TEXT NOT NULL,
    language TEXT NOT NULL,
    spoilers INTEGER NOT NULL,                -- whether it warns of them
    digest   TEXT NOT NULL,                   -- of its blocks
    blocks   BLOB NOT NULL,                   -- zlib over a JSON array of objects, see model.Block
    written  TEXT NOT NULL,                   -- when it was read
    edition  TEXT NOT NULL DEFAULT '',        -- tells the episodes that it was linked with
    drama_id TEXT NOT NULL DEFAULT ''         -- that is meant where it names none
) STRICT;

CREATE TABLE passages (                       -- the parts of a write-up that describe a scene each
    id         INTEGER PRIMARY KEY,
    writeup_id INTEGER NOT NULL REFERENCES writeups (id) ON DELETE CASCADE,
    told       TEXT NOT NULL                  -- JSON object, see model.Passage
) STRICT;
CREATE INDEX passages_of_writeup ON passages (writeup_id);

CREATE TABLE links (                          -- the scenes a passage describes
    passage_id INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    rank       INTEGER NOT NULL,              -- 0 of the scene, 1, 2 ... of its runners-up
    drama_id   TEXT NOT NULL,
    season     INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    start      REAL NOT NULL,
    "end"      REAL NOT NULL,
    score      REAL NOT NULL,
    PRIMARY KEY (passage_id, rank)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_of_episode ON links (drama_id, season, number);

CREATE TABLE met (                            -- who is known within a horizon; can be told anew
    id       INTEGER PRIMARY KEY,
    drama_id TEXT NOT NULL,
    digest   TEXT NOT NULL,                   -- of all that it was told from
    told     TEXT NOT NULL,                   -- JSON, see store.met
    UNIQUE (drama_id, digest)
) STRICT;
