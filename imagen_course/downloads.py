"""Files that are fetched once: whole and with the sha256 they are known to have, or not at all."""

from pathlib import Path
from urllib.parse import urlsplit

__all__ = ["DataUnavailable", "fetch"]

_RETRIES = 2


class DataUnavailable(OSError):
    """A data set could not be fetched; the message names the cause and the remedy.

    Examples
    --------
    >>> issubclass(DataUnavailable, OSError)
    True
    """


def fetch(files, directory):
    """Return where files are, fetching those that are not there, with a progress bar on a terminal or in a notebook.

    Parameters
    ----------
    files : dict of str to (str, str)
        By their names: the address of each, and its sha256.
    directory : str or os.PathLike
        Made if it is not there.

    Returns
    -------
    list of str
        Their paths, in order.

    Raises
    ------
    DataUnavailable
        If one cannot be fetched; nothing of it stays on the disk.

    Examples
    --------
    >>> fetch({}, "data")
    []
    """
    return [_fetched(file, url, sha256, Path(directory)) for file, (url, sha256) in files.items()]


def _fetched(file, url, sha256, directory):
    import pooch

    def with_bar(url, output_file, cache):
        with _progress() as progress:
            pooch.HTTPDownloader(progressbar=_Bar(progress, file), chunk_size=2**16)(url, output_file, cache)

    cache = pooch.create(directory, "", registry={file: sha256}, urls={file: url}, retry_if_failed=_RETRIES)
    try:
        # Pooch writes to a temporary name, moves it when the sha256 is right, and removes it whatever happens.
        return cache.fetch(file, downloader=with_bar)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"{file} was stopped half-way and nothing of it was kept: load it again") from None
    except (OSError, ValueError) as error:
        raise DataUnavailable(
            f"{file} could not be fetched: {_cause(error, urlsplit(url).netloc, directory)}. Try again, or fetch {url} "
            f"on another machine and put it at {directory / file}; load('digits') needs no network."
        ) from error


def _cause(error, host, folder):
    """Say in words why a download failed."""
    from requests import exceptions as web

    causes = (
        (web.HTTPError, f"{host} answered {error}"),
        (web.SSLError, f"no secure connection to {host}, perhaps because of a proxy or a wrong clock"),
        ((web.ConnectionError, web.Timeout), f"no network, or no answer from {host}"),
        (web.RequestException, f"the connection to {host} broke off"),
        (ValueError, f"what {host} sent has another sha256 than this file is known to have, and was thrown away"),
        (OSError, f"{folder} cannot take it ({error}): make space, or let IMAGEN_COURSE_DATA name another folder"),
    )
    return next(cause for kind, cause in causes if isinstance(error, kind))


def _progress():
    """Progress bars on a terminal or in a notebook; nothing where stderr is a file."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    return Progress(console=console, transient=True, disable=not (console.is_terminal or console.is_jupyter))


class _Bar:
    """A download's bar, as Pooch asks for one: which sets ``total`` and calls ``update``, ``reset`` and ``close``."""

    def __init__(self, progress, file):
        self.progress, self.task, self.total = progress, progress.add_task(file), None

    def update(self, n):
        self.progress.update(self.task, total=self.total, advance=n)

    def reset(self):
        self.progress.reset(self.task)

    def close(self):
        self.progress.stop_task(self.task)
