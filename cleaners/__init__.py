"""Copydesk's library: dirty news text in, a validated record out. It needs no Prefect.

>>> from cleaners import clean
>>> clean("Dark Mode\\n\\nPutin greeted the people of North Korea this morning.").text
'Putin greeted the people of North Korea this morning.'
"""

from cleaners.document import undo
from cleaners.pipeline import clean
from cleaners.profile import Profile
from cleaners.record import Record, Reject

__all__ = ["Profile", "Record", "Reject", "clean", "undo"]
