"""All mistakes by how likely they are: of several that lead to the same slopes the first is named."""

from core.derivation.mistakes import chains, functions, powers, products, sums
from core.derivation.mistakes.mistake import Mistake

# What explains better than that it is the loss itself, or an integral.
PLAINEST: tuple[Mistake, ...] = (
    chains.LEFT_OUT,
    *functions.MINUS_FORGOTTEN,
    *products.HALVES,
    *functions.MINUS_ADDED,
    products.RECIPROCAL_SIGN,
    *powers.LOGARITHM[:1],
    sums.MINUS,
)
# What explains better than that every sign is turned round, or that it was derived twice.
LIKELY: tuple[Mistake, ...] = (
    sums.FACTOR,
    *functions.ONE_SIDE,
    *functions.HALF_OF_THE_ROOT,
    *powers.POWERS,
    *powers.EXPONENTIALS,
    *powers.LOGARITHM[1:],
    *functions.OTHERS,
    *chains.INSIDE_LOST,
    *products.PRODUCTS,
    *products.QUOTIENTS,
)
OTHERS: tuple[Mistake, ...] = (
    *sums.CONSTANTS,
    *sums.TERMS,
    chains.LINK_SKIPPED,
    *chains.INSIDE_DERIVED,
    *chains.OTHERS,
    sums.FACTOR_ALONE,
)
MISTAKES = (*PLAINEST, *LIKELY, *OTHERS)
