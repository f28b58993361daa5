"""`copydesk`, whose schedule starts a run when it is due and no earlier.

Prefect starts the process of a run ten seconds ahead, which then waits; a trial of hundreds of runs
would do nothing else.
"""

import sys
from functools import partialmethod

from flows.cli import main
from flows.settings import prepare_prefect, read_settings

if __name__ == "__main__":
    prepare_prefect(read_settings().home)
    from prefect.runner import Runner

    Runner.__init__ = partialmethod(Runner.__init__, prefetch_seconds=0)  # type: ignore[assignment]
    sys.exit(main())
