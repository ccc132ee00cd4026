"""Blaker's exact interval for the number of ones in a finite population, by trying every number (scipy.stats.hypergeom).

Run: python3 tests/reference/hypergeometric.py > tests/reference/hypergeometric.txt
"""
import numpy as np
import scipy
from scipy.stats import hypergeom


def acceptability(k, population, ones, drawn):
    x = np.arange(0, drawn + 1)
    p = hypergeom.pmf(x, population, ones, drawn)
    below, above = p[x <= k].sum(), p[x >= k].sum()
    if below <= above:
        tails = np.cumsum(p[::-1])          # P(X >= drawn), P(X >= drawn - 1), ...
        fits = tails[tails <= below * (1 + 1e-9)]
        return min(1.0, below + (fits[-1] if len(fits) else 0.0))
    tails = np.cumsum(p)
    fits = tails[tails <= above * (1 + 1e-9)]
    return min(1.0, above + (fits[-1] if len(fits) else 0.0))


print("numpy", np.__version__, "scipy", scipy.__version__)
for population, drawn, k in [(60, 20, 0), (60, 20, 7), (200, 50, 2), (894, 50, 3), (894, 100, 5), (300, 100, 96), (40, 20, 20)]:
    kept = [m for m in range(k, population - drawn + k + 1) if acceptability(k, population, m, drawn) > 0.05]
    tail = [m for m in range(k, population - drawn + k + 1)
            if hypergeom.sf(k - 1, population, m, drawn) > 0.025 and hypergeom.cdf(k, population, m, drawn) > 0.025]
    print(population, drawn, k, min(kept), max(kept), min(tail), max(tail))
