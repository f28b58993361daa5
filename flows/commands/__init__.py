"""Families of commands. Each module adds its parsers and imports the rest only when it is used."""
