"""What can be wrong with an index on disk."""

from aicompute_cli.errors import AicError


class IndexDamagedError(AicError):
    """Files of the index are missing, cut off or unreadable: it is built anew."""


class IndexOlderError(IndexDamagedError):
    """The index was written by an older version in another format: it is built anew, without ado."""


class IndexNewerError(AicError):
    """The index was written by a newer version, which is left alone."""


class CacheUnwritableError(AicError):
    """The cache folder takes no files (read-only, full, absent): the index is built in memory."""
