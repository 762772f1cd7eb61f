"""Every error that this package raises on purpose.

::

    CriticError                 a message for the user: what is wrong and what to do
    ├── BadInputError           something that was given cannot be used
    │   ├── PictureError        a picture cannot be read
    │   ├── KeywordListError    a keyword list cannot be used (names the line where it can)
    │   ├── PresetError         a preset cannot be saved, read, renamed or deleted
    │   └── SessionError        a feedback session is damaged, or is at work elsewhere
    │       └── NoSessionError  there is no such session, step or picture of one
    ├── EncoderError            an encoder is missing, damaged or of an unknown kind
    ├── HostError               what makes the pictures has failed
    ├── StorageError            a folder is read-only or the disk is full
    └── InterruptedByUser       the user asked to stop; what was finished before is kept
"""


class CriticError(Exception):
    """The root: ``str(error)`` is one or two sentences fit to be shown to a user."""


class BadInputError(CriticError):
    """Something that was given cannot be used as it is."""


class PictureError(BadInputError):
    """A picture is missing, broken, too large or of an unknown format."""


class KeywordListError(BadInputError):
    """A keyword list is empty or malformed."""


class PresetError(BadInputError):
    """A preset's name is not allowed, taken, or not found."""


class SessionError(BadInputError):
    """A feedback session is damaged, or driven by another process."""


class NoSessionError(SessionError):
    """There is no such feedback session, or no such step or picture of it."""


class EncoderError(CriticError):
    """An encoder cannot be loaded or has failed."""


class HostError(CriticError):
    """The host has failed while making pictures: out of memory, not a number, a broken checkpoint."""


class StorageError(CriticError):
    """A file cannot be written or read: a full disk, a read-only folder, a missing right."""


class InterruptedByUser(CriticError):  # noqa: N818 - it is the user's wish, not a fault
    """The user asked to stop."""
