"""Known people, places and organisations: the names they go by, and what may stand for them.

The shipped tables are made from licensed sources (ATTRIBUTION.md beside this); `hand.tsv` fills
their gaps, each row with a reason; a project and a user can lay tables of their own on top. A form
that two entities share is ambiguous: it never links.
"""

from cleaners.gazetteer.entry import GazetteerError, Kind
from cleaners.gazetteer.index import Gazetteer, gazetteer

__all__ = ["Gazetteer", "GazetteerError", "Kind", "gazetteer"]
