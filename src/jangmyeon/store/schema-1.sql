-- The library's truth, version 1. Times are seconds from the start of the episode unless a name
-- says otherwise. Lists of names are JSON arrays, which Datasette can facet.

CREATE TABLE dramas (
    id             TEXT PRIMARY KEY,          -- readable and stable, such as 'signal-2016'
    title          TEXT NOT NULL,
    original_title TEXT NOT NULL DEFAULT '',
    year           INTEGER,
    network        TEXT NOT NULL DEFAULT '',
    genres         TEXT NOT NULL DEFAULT '[]',
    plot           TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE roles (                          -- the cast list, in its own order
    drama_id  TEXT NOT NULL REFERENCES dramas (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    actor     TEXT NOT NULL,
    character TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (drama_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE episodes (
    id          INTEGER PRIMARY KEY,
    drama_id    TEXT NOT NULL REFERENCES dramas (id) ON DELETE CASCADE,
    season      INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    title       TEXT NOT NULL DEFAULT '',
    duration    REAL NOT NULL,
    video       TEXT NOT NULL DEFAULT '',     -- the video file's path on the shelf, if there is one
    lines       INTEGER NOT NULL,
    sounds      INTEGER NOT NULL,
    spoken      TEXT NOT NULL,                -- digest of the spoken text, to find doubled files
    fingerprint TEXT NOT NULL,                -- of the files and the analysis that made this episode
    UNIQUE (drama_id, season, number)
) STRICT;

CREATE TABLE tracks (                         -- one caption file or stream of an episode
    id         INTEGER PRIMARY KEY,
    episode_id INTEGER NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    path       TEXT NOT NULL,
    stream     INTEGER,                       -- the stream's index, within a video file
    language   TEXT NOT NULL,
    sdh        INTEGER NOT NULL,
    format     TEXT NOT NULL,
    encoding   TEXT NOT NULL,
    script     BLOB NOT NULL                  -- its lines and sounds: zlib over one text row each
) STRICT;
CREATE INDEX tracks_of_episode ON tracks (episode_id);

CREATE TABLE speakers (                       -- the speaker labels met in an episode
    episode_id INTEGER NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    lines      INTEGER NOT NULL,
    PRIMARY KEY (episode_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE scenes (
    episode_id INTEGER NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,              -- 1, 2, 3 ... in the episode
    start      REAL NOT NULL,
    "end"      REAL NOT NULL,
    people     TEXT NOT NULL DEFAULT '[]',
    place      TEXT NOT NULL DEFAULT 'unknown',
    time       TEXT NOT NULL DEFAULT 'unknown',
    weather    TEXT NOT NULL DEFAULT 'unknown',
    romance    REAL NOT NULL DEFAULT 0,
    intensity  REAL NOT NULL DEFAULT 0,
    PRIMARY KEY (episode_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE lemmas (                         -- the vocabulary of this library
    id    INTEGER PRIMARY KEY,
    lemma TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE forms (                          -- words as met in captions, and their lemmas
    form   TEXT PRIMARY KEY,
    lemmas TEXT NOT NULL                      -- joined with '+', '-' when the word has none
) STRICT, WITHOUT ROWID;

CREATE TABLE concordances (                   -- which lemmas stand at which time of an episode
    episode_id INTEGER PRIMARY KEY REFERENCES episodes (id) ON DELETE CASCADE,
    lemmas     BLOB NOT NULL                  -- zlib over arrays of times (ms), offsets, lemma ids
) STRICT;

CREATE TABLE files (                          -- what the shelf held at the last run
    path     TEXT PRIMARY KEY,
    size     INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    digest   TEXT NOT NULL DEFAULT '',
    identity TEXT NOT NULL DEFAULT ''         -- what its name told: JSON, see shelf
) STRICT, WITHOUT ROWID;

CREATE TABLE notices (                        -- what was skipped or mended, in plain words
    path   TEXT NOT NULL,
    kind   TEXT NOT NULL CHECK (kind IN ('skipped', 'mended')),
    scope  TEXT NOT NULL CHECK (scope IN ('shelf', 'episode')),  -- found by the scan, or in the file
    reason TEXT NOT NULL,
    PRIMARY KEY (path, kind, scope, reason)
) STRICT, WITHOUT ROWID;

CREATE TABLE unsearchable (                   -- episodes that the search index has yet to take in
    episode_id INTEGER PRIMARY KEY,           -- (or to drop, when the episode is gone)
    forms      TEXT NOT NULL DEFAULT ''       -- words still to be added to forms: form, tab, lemmas
) STRICT;
