"""Trains the line scorer: `python -m benchmarks.train DATA` (needs the extra `train`).

The data are no part of this repository: a folder with `gold/articles.jsonl`, `gold/labels.jsonl`,
`lines/*.jsonl.gz` and `phrases/phrases.tsv`. Sites of the held-out fifth are never read here.
"""
