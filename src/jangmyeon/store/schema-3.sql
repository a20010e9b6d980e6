-- Version 3: what each scene means, so that a search can go through all of them at once.

CREATE TABLE meanings (
    episode_id INTEGER PRIMARY KEY REFERENCES episodes (id) ON DELETE CASCADE,
    scenes     BLOB NOT NULL                  -- see search/nearest.py
) STRICT;
