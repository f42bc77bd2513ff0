"""What can go wrong, one class per way out of the program.

    AicError                 exit 2: wrong use or unreadable input
    ├── UsageError           an option or argument that makes no sense
    ├── UnreadableInputError a file or folder that cannot be read
    └── NothingFoundError    exit 1: the corpus has no such thing

The message says what, where and what to do, in one line; the command line prints it on stderr
after ``aic: `` and ends with ``exit_status``.
"""


class AicError(Exception):
    """Any error that ends a command with one clear line instead of a traceback."""

    exit_status = 2


class UsageError(AicError):
    """An option or argument that makes no sense."""


class UnreadableInputError(AicError):
    """A file or folder that cannot be read."""


class NothingFoundError(AicError):
    """The corpus does not hold what was asked for."""

    exit_status = 1
