"""Broken inputs as data: how each is made, where it is given, and what comes out.

The makers stand in the modules of this folder, the outcomes in `outcomes.tsv`. tests/test_broken.py
makes every input and compares; docs/broken.md is the same table for people. After a wanted change:
`python -m tests.broken` writes the outcomes anew; read the diff.
"""
