"""The scripts that Copydesk is measured against. Each reads rows of JSONL and writes them."""

FTFY = """
import ftfy, json, sys
for line in sys.stdin:
    row = json.loads(line)
    row["text"] = ftfy.fix_text(row["text"])
    print(json.dumps(row, ensure_ascii=False))
"""

START = """
import pydantic, ftfy, langdetect, sys
from pydantic import BaseModel
print(langdetect.detect(sys.stdin.read().split("\\n")[0]))
"""

DATATROVE = """
import json, sys, tempfile
from datatrove.data import Document
from datatrove.pipeline.dedup.minhash import MinhashDedupSignature
from datatrove.pipeline.filters import C4QualityFilter, GopherQualityFilter, GopherRepetitionFilter
from datatrove.pipeline.formatters import FTFYFormatter
fix = FTFYFormatter()
filters = (C4QualityFilter(), GopherRepetitionFilter(), GopherQualityFilter())
with tempfile.TemporaryDirectory() as folder:
    minhash = MinhashDedupSignature(output_folder=folder)
    for line in sys.stdin:
        row = json.loads(line)
        doc = Document(text=fix.format(row["text"]), id=row["id"])
        for block in filters:
            block.filter(doc)
        minhash.get_signature(minhash.get_shingles(doc.text))
        print(json.dumps({"id": doc.id, "text": doc.text}, ensure_ascii=False))
"""

JUICER = """
import json, sys
from data_juicer.ops import load_ops
ops = load_ops([
    {"fix_unicode_mapper": {}}, {"punctuation_normalization_mapper": {}},
    {"whitespace_normalization_mapper": {}}, {"clean_copyright_mapper": {}},
])
rows = [json.loads(line) for line in sys.stdin]
batch = {"text": [row["text"] for row in rows]}
for op in ops:
    batch = op.process_batched(batch)
for row, text in zip(rows, batch["text"]):
    print(json.dumps({"id": row["id"], "text": text}, ensure_ascii=False))
"""

STORE = """
import sys, time
from pathlib import Path
from cleaners.profile import named
from flows.batch import run_shard
from flows.pool import pool, spread
from flows.settings import Settings
from flows.work import Options, run
if __name__ == "__main__":
    source, store, workers = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    store.mkdir()
    with pool(workers) as executor:
        settings = Settings(workers=workers, shard_articles=100)
        before = time.perf_counter()
        run(source, store, named("news"), settings,
            lambda jobs: spread(executor, workers, run_shard, jobs), Options(learn=False))
        print(time.perf_counter() - before)
"""
