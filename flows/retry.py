"""The Prefect flow `retry-rejects`: after a rule was mended, clean what it had rejected."""

from prefect import flow

from flows.places import place_of
from flows.profiles import read_profile
from flows.rejected import retry


@flow(name="retry-rejects")
def retry_rejects(
    store: str,
    ids: tuple[str, ...] = (),
    profile: str = "news",
    settings: tuple[str, ...] = (),
) -> dict[str, int]:
    """Clean the open rejects of STORE again, or those with these ids; returns what came out."""
    return dict(retry(place_of(store), ids, read_profile(profile, settings)))
