"""All errors that this package raises on purpose.

::

    CriticError                 a message for the user: what is wrong, and what to do about it
    ├── BadInputError           some input cannot be used
    │   ├── PictureError        a picture cannot be read
    │   ├── KeywordListError    a keyword list cannot be used (names the line where possible)
    │   ├── PresetError         a preset cannot be saved, read, renamed or deleted
    │   ├── ConceptError        a concept is missing, fits another encoder, or cannot be saved
    │   ├── TooLargeError       a request would take too long to answer
    │   └── SessionError        a session is damaged, or in use elsewhere
    │       └── NoSessionError  there is no such session, or no such step or picture in it
    ├── WeightsError            a file of weights is damaged, or of a format that can run code
    ├── EncoderError            an encoder is missing, damaged or of an unknown kind
    ├── HostError               the host failed to generate a picture
    ├── StorageError            a folder is read-only or the disk is full
    └── InterruptedByUser       the user asked to stop; finished work is kept
"""


class CriticError(Exception):
    """The base of all our errors: ``str(error)`` is one or two sentences that can be shown to a user."""


class BadInputError(CriticError):
    """Some input cannot be used as it is."""


class NoVaeError(BadInputError):
    """A checkpoint has no VAE, and none was chosen."""


class PictureError(BadInputError):
    """A picture is missing, broken, too large or of an unknown format."""


class KeywordListError(BadInputError):
    """A keyword list is empty or malformed."""


class PresetError(BadInputError):
    """A preset's name is not allowed, already taken, or not found."""


class ConceptError(BadInputError):
    """A concept is missing, was made for another text tower, or cannot be saved under its name."""


class TooLargeError(BadInputError):
    """A request would take so long, or its answer be so large, that other users would have to wait."""


class SessionError(BadInputError):
    """A session is damaged, or in use by another process."""


class NoSessionError(SessionError):
    """There is no such session, or no such step or picture in it."""


class WeightsError(CriticError):
    """A file of weights is damaged, or holds more than weights."""


class EncoderError(CriticError):
    """An encoder cannot be loaded, or failed while running."""


class HostError(CriticError):
    """The host failed to generate a picture: out of memory, NaNs, a broken checkpoint."""


class StorageError(CriticError):
    """A file cannot be written or read: a full disk, a read-only folder, missing permission."""


class InterruptedByUser(CriticError):  # noqa: N818 - the user's decision, not an error
    """The user asked to stop."""
