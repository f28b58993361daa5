"""Settings of a run: environment variables `COPYDESK_*` before `copydesk.toml` before defaults."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from flows.fault import Fault

FILE = "copydesk.toml"
PREFIX = "COPYDESK_"
MOST_WORKERS = 256


def _home() -> Path:
    """Where programs keep their state; a relative XDG_STATE_HOME counts as unset, says XDG."""
    state = Path(os.environ.get("XDG_STATE_HOME", ""))
    return (state if state.is_absolute() else Path("~/.local/state")) / "copydesk"


class Settings(BaseSettings):
    """How a run works; what it does to a text stands in the profile.

    `home` holds Prefect's database. `runner` says who works on shards: processes of this machine,
    or the workers of a Dask or Ray cluster. `cluster` is its address; without one, a cluster is
    started that ends with the run. `workers` is the number of processes, here or in that cluster. A
    shard ends at `shard_articles` articles or `shard_bytes` bytes, whichever comes first.

    A run fails, after it has written everything, when fewer than `min_articles` came in, when more
    than `max_reject_share` of the articles it worked on were rejected, or when more than
    `max_removed_share` of their text was removed; shares go from 0 to 1. The last `keep_reports`
    reports stay, and what Prefect knows of runs that ended within `keep_runs_days` days.

    With `report_html` each run writes `reports/report.html` as well, which reads the whole store.

    `license` is that of the texts, as stores and exports name it: an SPDX identifier or an address.
    Without it they say that the texts belong to their publishers.

    A run ends with a look for `duplicates`; `duplicates_join` says where it is done: in memory, by
    DuckDB outside of it, or by DuckDB where there are many records.

    `columns` says which columns of rows are which fields, as `text=body,url=link`.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        toml_file=FILE,
        extra="forbid",
        frozen=True,
        validate_default=True,
    )

    home: Path = Field(default_factory=_home)
    runner: Literal["process", "dask", "ray"] = "process"
    cluster: str | None = Field(None, pattern=r"^(tcp|tls|ucx|ws|wss|ray)://\S+$")
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1, le=MOST_WORKERS)
    shard_articles: int = Field(500, ge=1)
    shard_bytes: int = Field(2_000_000, ge=1)
    min_articles: int | None = Field(None, ge=0)
    max_reject_share: float | None = Field(None, ge=0, le=1)
    max_removed_share: float | None = Field(None, ge=0, le=1)
    keep_reports: int = Field(200, ge=1)
    report_html: bool = False
    keep_runs_days: int = Field(30, ge=1)
    license: str | None = Field(None, min_length=1, max_length=200)
    duplicates: bool = True
    duplicates_join: Literal["auto", "memory", "duckdb"] = "auto"
    columns: str = ""

    @field_validator("home")
    @classmethod
    def _is_absolute(cls, home: Path) -> Path:
        try:
            return home.expanduser().absolute()
        except RuntimeError:
            raise ValueError("no home folder is known; give a full path") from None

    @field_validator("cluster")
    @classmethod
    def _has_a_runner(cls, cluster: str | None, info: ValidationInfo) -> str | None:
        if cluster and info.data.get("runner") == "process":
            raise ValueError("an address of a cluster; expected runner = dask or ray as well")
        return cluster

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def read_settings() -> Settings:
    """The settings of this process; raises Fault with all that is wrong at once."""
    try:
        return Settings()
    except ValidationError as e:
        faults = [_fault(str(f["loc"][0]), f["msg"], f["input"]) for f in e.errors()]
        raise Fault(f"settings: {'; '.join(faults)}") from None
    except (OSError, ValueError) as e:  # a file that cannot be read, or is no TOML
        raise Fault(f"settings: {FILE}: {e}") from None


def prepare_prefect(home: Path, quiet: bool = False) -> Path:
    """Set Prefect up before it is imported: our own home, no telemetry, quiet, patient.

    Returns that home. With `quiet` Prefect says nothing of errors: the caller does. Even importing
    Prefect makes `~/.prefect`, unless PREFECT_HOME names another folder. What the user has set
    stays.
    """
    ours = {
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        # Prefect forgets old events by itself, and runs only when it is told to.
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        # What fails a run reaches the person as an exception; Prefect need not print it as well.
        "PREFECT_LOGGING_LEVEL": "CRITICAL" if quiet else "WARNING",
        "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL" if quiet else "ERROR",
        "PREFECT_RESULTS_DEFAULT_SERIALIZER": "json",
    }
    for key, value in ours.items():
        os.environ.setdefault(key, value)
    try:
        made = Path(os.environ["PREFECT_HOME"]).expanduser()
        made.mkdir(parents=True, exist_ok=True)
        return made
    except OSError as e:
        where = f"{e.filename}: {e.strerror}"
        raise Fault(f"no folder for Prefect's database: {where}; set {PREFIX}HOME") from None


def _fault(field: str, message: str, found: object) -> str:
    """One fault, with the name under which its value was given.

    >>> _fault("colour", "Extra inputs are not permitted", "red")
    "copydesk.toml, colour: Extra inputs are not permitted, found 'red'"
    """
    variable = f"{PREFIX}{field.upper()}"
    place = variable if os.environ.get(variable) else f"{FILE}, {field}"
    return f"{place}: {message.removeprefix('Value error, ')}, found {str(found)!r}"
