"""The options of decision 0124: intervals of a difference of right-or-wrong scores of two models, no finite benchmark, 95 %.
Run: python3 tests/reference/pair_options.py (two minutes). Prints least coverage and mean half-width over shares of differing items up to 40 %."""
import numpy as np
from scipy.stats import binom, norm, t

ALPHA = 0.05


def outcomes(n):
    b, c = np.meshgrid(np.arange(n + 1), np.arange(n + 1), indexing="ij")
    return b[b + c <= n], c[b + c <= n]


def pmf(b, c, n, p, q):
    return binom.pmf(c, n, q) * binom.pmf(b, n - c, p / (1 - q) if q < 1 else 0)


def square_and_add(b, c, n):
    z = t.ppf(1 - ALPHA / 2, n - 1)

    def wilson(k):
        p, w = k / n, z * z / n
        half = np.sqrt(w * p * (1 - p) + w * w / 4)
        return p - (p + w / 2 - half) / (1 + w), (p + w / 2 + half) / (1 + w) - p
    (lb, ub), (lc, uc) = wilson(b), wilson(c)
    v = b / n * (1 - b / n) * c / n * (1 - c / n)
    r = np.where(v > 0, b * c / n**2 / np.sqrt(np.maximum(v, 1e-300)), 0)
    return (b - c) / n - np.sqrt(lb**2 + uc**2 + 2 * r * lb * uc), (b - c) / n + np.sqrt(ub**2 + lc**2 + 2 * r * ub * lc)


def tango(b, c, n):
    def score(d):
        e, f = -b - c + (2 * n - b + c) * d, -c * d * (1 - d)
        q = (np.sqrt(np.maximum(e * e - 8 * n * f, 0)) - e) / (4 * n)
        return (b - c - n * d) / np.sqrt(np.maximum(n * (2 * q + d * (1 - d)), 1e-300))

    def end(limit):
        inside, outside = (b - c) / n * 1.0, np.full(b.shape, limit * 1.0)
        for _ in range(60):
            middle = (inside + outside) / 2
            kept = np.abs(score(middle)) < norm.ppf(1 - ALPHA / 2)
            inside, outside = np.where(kept, middle, inside), np.where(kept, outside, middle)
        return inside
    return end(-1), end(1)


def buehler(b, c, n):
    """Upper limits: the greatest difference for which, with the worst share of differing items, an outcome that comes no later in the order of Tango's upper ends has probability alpha / 2."""
    rank = tango(b, c, n)[1]
    order = np.argsort(rank, kind="stable")
    last = np.searchsorted(rank[order], rank[order] + 1e-9, side="right") - 1
    upper, done = np.full(len(b), -1.0), np.zeros(len(b), bool)
    for d in np.linspace(-1, 1, 4001)[::-1]:
        worst = np.zeros(len(b))
        for share in abs(d) + (1 - abs(d)) * np.linspace(0, 1, 41) ** 2:
            worst = np.maximum(worst, np.cumsum(pmf(b[order], c[order], n, (share + d) / 2, (share - d) / 2))[last])
        found = ~done & (worst > ALPHA / 2)
        upper[found], done = d, done | found
        if done.all():
            break
    out = np.empty(len(b))
    out[order] = upper
    place = {key: i for i, key in enumerate(zip(b, c))}
    return np.array([-out[place[(y, x)]] for x, y in zip(b, c)]), out


for n in (25, 40):
    b, c = outcomes(n)
    for method in (tango, buehler, square_and_add):
        lower, upper = method(b, c, n)
        cover, width = [], []
        for share in [s for s in list(np.arange(0.2, 12, 0.2) / n) + list(np.arange(0.05, 0.45, 0.05)) if s <= 0.6]:
            for against in (0, 0.1, 0.25, 0.5):
                p, q = share * (1 - against), share * against
                chance = pmf(b, c, n, p, q)
                cover.append((chance * ((lower <= p - q + 1e-12) & (upper >= p - q - 1e-12))).sum())
                width.append((chance * (upper - lower)).sum() / 2)
        print(n, method.__name__, "least coverage %.4f" % min(cover), "mean half-width %.4f" % np.mean(width))
