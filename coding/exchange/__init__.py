"""A project to and from other tools' files, as bytes. Nothing here stores or asks. A new format is a new file."""
