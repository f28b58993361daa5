"""The long trials run with `make soak`, or when one is named; nothing else collects them."""

import os

collect_ignore_glob = [] if "SOAK" in os.environ else ["test_*.py"]
