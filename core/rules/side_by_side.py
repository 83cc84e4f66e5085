"""A hyper-parameter of many runs side by side, for rules that expect one Python number."""

from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from core.formulas.powers import power_of_array, power_of_scalars


class Numbers(NDArrayOperatorsMixin):
    """As many Python floats as there are runs, in an array `values` that spreads over them.

    Python's habit is kept: among numbers they are float64, and they take the dtype of the array or NumPy number they meet. So
    each run gets to the last bit what the rule gives it alone.
    """

    def __init__(self, values: Any) -> None:
        self.values = np.asarray(values, np.float64)

    def as_(self, dtype: np.dtype) -> np.ndarray:
        """The numbers in a run's dtype."""
        return self.values.astype(dtype)

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
        met = [
            given.dtype for given in inputs if isinstance(given, np.ndarray | np.generic) and given.dtype.kind == "f"
        ]
        dtype = np.result_type(*met) if met else np.dtype(np.float64)
        plain = [given.as_(dtype) if isinstance(given, Numbers) else given for given in inputs]
        call: Any = ufunc
        if ufunc is np.power:
            # An array is raised otherwise than a number is: see core.formulas.powers.
            call = power_of_array if isinstance(inputs[0], np.ndarray) else power_of_scalars
        result = call(*plain, **kwargs)
        return result if met else Numbers(result)
