"""How fast Copydesk is beside the tools a user would otherwise pick: `python -m benchmarks.speed`.

`corpus.py` writes the articles, `measure.py` runs whole processes in turn, `rows.py` has one
function for each row of the table. Trust the ratios, not the seconds: the speed of a machine
drifts, and both runs of a pair drift with it.
"""
