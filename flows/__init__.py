"""Everything that touches the world: sources, the store, the Prefect flow, the command line.

No module here decides anything about text. No module here imports annotations from `__future__`:
Prefect reads the real annotations of a served flow.
"""
