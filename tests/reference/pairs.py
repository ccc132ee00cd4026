"""Reference numbers for intervals of a difference of two models, and for Tango's score interval beside them.
Run: python3 tests/reference/pairs.py > tests/reference/pairs.txt
Lines: name, N (0: without end), n, items that favour a, items that favour b, confidence, lower and upper end."""
from math import ceil, floor, sqrt

from scipy.optimize import brentq
from scipy.stats import hypergeom, norm, t


def blaker(k, N, n, alpha):
    """Ends of the acceptable numbers of ones among N, every number tried."""
    accepted = []
    for ones in range(k, N - n + k + 1):
        p = [hypergeom.pmf(j, N, ones, n) for j in range(n + 1)]
        below, above = sum(p[: k + 1]), sum(p[k:])
        own, rest = min(below, above), 0.0
        for j in range(n, -1, -1) if below <= above else range(n + 1):
            if rest + p[j] > own * (1 + 1e-9):
                break
            rest += p[j]
        if own + rest > alpha:
            accepted.append(ones)
    return accepted[0] / N, accepted[-1] / N


def wilson(k, n, alpha):
    """Score interval with Student's t."""
    p, c = k / n, t.ppf(1 - alpha / 2, n - 1) ** 2 / n_star(k, n)
    half = sqrt(c * p * (1 - p) + c * c / 4)
    return (p + c / 2 - half) / (1 + c), (p + c / 2 + half) / (1 + c)


def n_star(k, n):
    """p (1 - p) / V with V = p (1 - p) / (n - 1), at most n (1 + min(k, n - k) / 5); n where V is 0."""
    return n if k in (0, n) else min(n - 1, n * (1 + min(k, n - k) / 5))


def square_and_add(N, n, b, c, alpha):
    x, y = b / n, c / n
    (lx, ux), (ly, uy) = [(blaker(k, N, n, alpha) if N else wilson(k, n, alpha)) for k in (b, c)]
    vx, vy = x * (1 - x), y * (1 - y)
    r = x * y / sqrt(vx * vy) if vx * vy > 0 else 0
    out = 0.5 / N if N and 2 * n > N else 0
    dlx, dux, dly, duy = x - lx + out, ux - x + out, y - ly + out, uy - y + out
    lower, upper = x - y - sqrt(dlx**2 + duy**2 + 2 * r * dlx * duy), x - y + sqrt(dux**2 + dly**2 + 2 * r * dux * dly)
    return (floor(lower * N + 1e-6) / N, ceil(upper * N - 1e-6) / N) if N else (lower, upper)


def tango(n, b, c, alpha):
    """Tango (1998), Statistics in Medicine 17, 891-908: the differences that the score test does not reject."""
    def score(d):
        e, f = -b - c + (2 * n - b + c) * d, -c * d * (1 - d)
        q = (sqrt(max(0, e * e - 8 * n * f)) - e) / (4 * n)
        return (b - c - n * d) / sqrt(n * (2 * q + d * (1 - d)))
    z = norm.ppf(1 - alpha / 2)
    return brentq(lambda d: score(d) - z, -0.999999, (b - c) / n - 1e-9), brentq(lambda d: score(d) + z, (b - c) / n + 1e-9, 0.999999)


for N, n, b, c, confidence in [(2000, 300, 0, 0, 0.95), (300, 100, 4, 1, 0.95), (300, 200, 6, 2, 0.95), (1200, 80, 9, 14, 0.99),
                               (0, 300, 0, 0, 0.95), (0, 50, 1, 7, 0.95), (0, 120, 20, 11, 0.9)]:
    print("square-and-add", N, n, b, c, confidence, *("%.10f" % v for v in square_and_add(N, n, b, c, 1 - confidence)))
for n, b, c in [(300, 0, 0), (50, 1, 7), (120, 20, 11)]:
    print("tango", 0, n, b, c, 0.95, *("%.10f" % v for v in tango(n, b, c, 0.05)))
