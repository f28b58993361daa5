"""All that is fuzzed."""

from tests.fuzz import records, sources, stores, texts

TARGETS = (*texts.TARGETS, *records.TARGETS, *sources.TARGETS, *stores.TARGETS)
