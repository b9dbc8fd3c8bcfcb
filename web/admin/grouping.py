"""Which texts mean the same. scipy is imported here and nowhere else in the service, when texts are first grouped."""

from collections.abc import Sequence

from index.encoder import Vectors

_FURTHEST = 0.15
"""The cosine distance between the two texts of a group that are least alike, for the default encoder.

Chosen on a dozen pairs of questions: five of seven that mean the same are nearer, and four of five that do not are
farther.
"""


def labels(vectors: Vectors) -> Sequence[int]:
    """The group of each text, from vectors of shape (texts, dimensions) with L2 norm 1."""
    if len(vectors) < 2:
        return [0] * len(vectors)
    from scipy.cluster import hierarchy  # noqa: PLC0415 - a process that groups nothing has no use of it

    # With complete linkage no chain of likenesses can bring two questions together that are not alike.
    tree = hierarchy.linkage(vectors, method="complete", metric="cosine")
    found: list[int] = hierarchy.fcluster(tree, _FURTHEST, criterion="distance").tolist()
    return found
