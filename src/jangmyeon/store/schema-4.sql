-- Version 4: a script begins with the starts of its captions, so that part of it is read in half
-- the time. Scripts of before are made anew from the captions, as every episode is by this version.

DELETE FROM tracks;
