"""Entropy coding: short words for frequent symbols, and how short they can be on average.

A symbol is a whole number from 0, a word a string of "0" and "1". No word begins with another, so words need no commas:
such a code is prefix-free. Huffman's [1]_ is the shortest: on average less than one bit over the entropy.

References
----------
.. [1] D. A. Huffman, "A method for the construction of minimum-redundancy codes", 1952, doi:10.1109/JRPROC.1952.273898.
"""

import heapq

import numpy as np

from imagen_course.checks import check_items, check_labels, check_type, check_whole

__all__ = ["code_words", "decode", "encode", "entropy", "joins"]


def entropy(counts):
    """Say how many bits a symbol needs on average, at the least: no code that has a word for each symbol needs fewer [1]_.

    Parameters
    ----------
    counts : array_like of int, shape (k,)
        How often each symbol comes; 0 is never.

    Returns
    -------
    float
        Bits.

    Raises
    ------
    TypeError, ValueError
        If they are no counts, or all are 0.

    References
    ----------
    .. [1] C. E. Shannon, "A mathematical theory of communication", 1948, doi:10.1002/j.1538-7305.1948.tb01338.x.

    Examples
    --------
    >>> entropy([2, 1, 1]), entropy([4])
    (1.5, 0.0)
    """
    counts = _counts(counts)
    shares = counts[counts > 0] / counts.sum()
    return float(np.sum(shares * -np.log2(shares)))


def code_words(counts):
    """Give each symbol a word by Huffman's method: again and again, what comes least often is put under one branch.

    Parameters
    ----------
    counts : array_like of int, shape (k,)
        How often each symbol comes; 0 is never.

    Returns
    -------
    list of str, length k
        A single symbol's word is empty, as is that of a symbol that never comes.

    Raises
    ------
    TypeError, ValueError
        If they are no counts, or all are 0.

    Examples
    --------
    >>> code_words([10, 2, 1, 1])
    ['0', '10', '110', '111']
    """
    joined = joins(counts)
    depths = np.zeros(len(counts) + len(joined), int)
    for node in reversed(range(len(joined))):
        depths[joined[node][:2],] = depths[len(counts) + node] + 1
    return words_of(depths[: len(counts)])


def joins(counts):
    """List what Huffman's method puts under one branch, step by step: a tree, from its leaves to its root.

    Parameters
    ----------
    counts : array_like of int, shape (k,)
        How often each symbol comes; 0 is never.

    Returns
    -------
    list of (int, int, int)
        Two nodes, the rarer first, and how often both come together. The symbols are the nodes 0 to k - 1, and each step
        makes the next one. All these sums together are the bits of the whole text.

    Raises
    ------
    TypeError, ValueError
        If they are no counts, or all are 0.

    Examples
    --------
    >>> joins([10, 2, 1, 1])
    [(2, 3, 2), (1, 4, 4), (5, 0, 14)]
    """
    counts = _counts(counts).tolist()
    heap, joined = [(count, symbol) for symbol, count in enumerate(counts) if count], []
    heapq.heapify(heap)
    while len(heap) > 1:
        (fewest, one), (few, other) = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (fewest + few, len(counts) + len(joined)))
        joined.append((one, other, fewest + few))
    return joined


def words_of(lengths):
    """Return the words of a prefix-free code by how long they are: the canonical code, of which a file keeps only lengths.

    Parameters
    ----------
    lengths : sequence of int, length k
        Of each symbol's word; 0 for none.

    Returns
    -------
    list of str, length k

    Examples
    --------
    >>> words_of([1, 3, 3, 2])
    ['0', '110', '111', '10']
    """
    words, number, before = [""] * len(lengths), 0, 0
    for symbol in np.argsort(lengths, kind="stable").tolist():
        if length := int(lengths[symbol]):
            number, before = number << (length - before), length
            words[symbol] = format(number, f"0{length}b")
            number += 1
    return words


def encode(symbols, words):
    """Write symbols one after another, each as its word, eight bits to a byte.

    Parameters
    ----------
    symbols : array_like of int, shape (n,)
    words : sequence of str
        Of each symbol from 0.

    Returns
    -------
    bytes
        The last one filled up with zeros.

    Raises
    ------
    TypeError, ValueError
        If a symbol has no word.

    Examples
    --------
    >>> encode([0, 1, 0], ["0", "10"])
    b'@'
    """
    words = check_items(words, str, name="words", least=1)
    symbols = check_labels(symbols, name="symbols", shape=("n",), n_labels=len(words))
    used = np.unique(symbols).tolist()
    if (wordless := [symbol for symbol in used if not words[symbol]]) and (any(words) or used != [0]):
        raise ValueError(f"words must have one for every symbol, got none for {wordless[0]}: count it, too")
    written = "".join(map(words.__getitem__, symbols.tolist()))
    return np.packbits(np.frombuffer(written.encode(), "uint8") & 1).tobytes()


def decode(content, words, n):
    """Read n symbols again.

    Parameters
    ----------
    content : bytes
        As `encode` made it.
    words : sequence of str
        Of each symbol from 0; prefix-free.
    n : int

    Returns
    -------
    numpy.ndarray of int, shape (n,)

    Raises
    ------
    TypeError, ValueError
        If an argument is of another kind, or the content ends before n symbols.

    Examples
    --------
    >>> decode(b"@", ["0", "10"], 3).tolist()
    [0, 1, 0]
    """
    check_type(content, bytes, name="content")
    words = check_items(words, str, name="words", least=1)
    check_whole(0, n=n)
    if not any(words):
        return np.full(n, 0)
    symbols, found, word = {word: symbol for symbol, word in enumerate(words) if word}, [], ""
    for bit in _bits(content):
        word += bit
        if (symbol := symbols.get(word)) is not None:
            found.append(symbol)
            word = ""
    if len(found) < n:
        raise ValueError(f"content must hold {n} symbols, but ends after {len(found)}: it was cut short, or has other words")
    return np.array(found[:n], int)


def _bits(content):
    return (np.unpackbits(np.frombuffer(content, "uint8")) + ord("0")).tobytes().decode()


def _counts(counts):
    counts = check_labels(counts, name="counts", shape=("k",), least=1)
    if not counts.any():
        raise ValueError("counts must say how often each symbol comes, got none above 0: count at least one symbol")
    return counts
