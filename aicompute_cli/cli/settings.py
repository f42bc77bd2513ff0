"""What the global options and the environment say: which corpus, where the cache is, how to print."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from aicompute_cli.errors import UsageError
from aicompute_cli.render.terminal import ColourChoice


class Settings(NamedTuple):
    """The global options, with everything from the environment already filled in."""

    roots: tuple[Path, ...]
    cache: Path
    encoding: str | None
    colour: ColourChoice
    debug: bool


def settings_from(
    corpus: tuple[str, ...],
    encoding: str | None,
    colour: ColourChoice,
    debug: bool,
    environ: Mapping[str, str] = os.environ,
) -> Settings:
    """The settings: `corpus` from the command line, else AIC_CORPUS, else the bundled corpus.

    Raises UsageError for an empty path.
    """
    from_environment = (part for part in environ.get("AIC_CORPUS", "").split(os.pathsep) if part)
    if "" in corpus:
        raise UsageError(
            "--corpus is empty: a variable of the shell that is not set? Give a folder or a file"
        )
    given = corpus or tuple(from_environment) or (str(bundled_corpus()),)
    roots = tuple(Path(os.path.abspath(root)) for root in given)  # the same from wherever they are named
    return Settings(roots, cache_folder(environ), encoding, colour, debug)


def bundled_corpus() -> Path:
    """The corpus that comes with the package: inside a wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "corpus"
    return inside if inside.is_dir() else package.parent / "corpus"


def cache_folder(environ: Mapping[str, str]) -> Path:
    """The folder for indexes: AIC_CACHE, else ``aic`` in XDG_CACHE_HOME, else ``~/.cache/aic``.

    As the XDG base directory specification says, a relative XDG_CACHE_HOME is ignored.
    """
    if own := environ.get("AIC_CACHE"):
        return Path(own).absolute()
    xdg = Path(environ.get("XDG_CACHE_HOME", ""))
    return (xdg if xdg.is_absolute() else Path(os.path.expanduser("~")).absolute() / ".cache") / "aic"
