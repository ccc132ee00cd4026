"""Confidence sequences without replacement, written from the published formulae (Waudby-Smith and Ramdas 2020, 2023), and group-sequential constants.

Run: python3 tests/reference/betting.py > tests/reference/betting.txt
Lines: name, t, lower, upper. Ends are found by trying candidates 0.0000, 0.0001, ..., 1.0000.
"""
import numpy as np
from scipy.stats import norm
from scipy.optimize import brentq

N, ALPHA = 60, 0.05
i = np.arange(N)
STREAMS = {"binary": (((i * 37 + 11) % 17) < 9) * 1.0, "graded": ((i * 29 + 5) % 23) / 23.0}


def akelly(x, m):
    """Approximate Kelly stakes and the conditional means under m."""
    t = np.arange(1, N + 1)
    before = np.concatenate(([0.0], np.cumsum(x)[:-1]))
    centre = (0.5 + np.cumsum(x)) / (t + 1)
    mean = np.concatenate(([0.5], centre[:-1]))
    variance = np.concatenate(([0.25], ((0.25 + np.cumsum((x - centre) ** 2)) / (t + 1))[:-1]))
    mu = (N * m - before) / (N - t + 1)
    aim = (N * mean - before) / (N - t + 1)
    return (aim - mu) / (variance + (aim - mu) ** 2), mu, variance


def capital(x, m, kind):
    stake, mu, variance = akelly(x, m)
    t = np.arange(1, N + 1)
    if kind == "predmix":
        stake = np.sqrt(2 * np.log(2 / ALPHA) / (variance * t * np.log(1 + t)))
    with np.errstate(all="ignore"):
        up, down = 0.5 / np.maximum(mu, 1e-12), 0.5 / np.maximum(1 - mu, 1e-12)
        plus = np.cumprod(1 + np.clip(stake, -down, up) * (x - mu))
        minus = np.cumprod(1 - np.clip(stake, -up, down) * (x - mu))
    value = plus if kind == "akelly" else np.maximum(plus, minus) / 2
    value[(mu < -1e-12) | (mu > 1 + 1e-12)] = np.inf
    return np.maximum.accumulate(value)


def bernstein(x):
    t = np.arange(1, N + 1)
    out = []
    for y in (x, 1 - x):
        before = np.concatenate(([0.0], np.cumsum(y)[:-1]))
        centre = (0.5 + np.cumsum(y)) / (t + 1)
        variance = np.concatenate(([0.25], ((0.25 + np.cumsum((y - centre) ** 2)) / (t + 1))[:-1]))
        stake = np.minimum(0.5, np.sqrt(2 * np.log(2 / ALPHA) / (variance * t * np.log(1 + t))))
        mean = np.concatenate(([0.0], before[1:] / (t[1:] - 1)))
        penalty = np.cumsum((y - mean) ** 2 * (-np.log(1 - stake) - stake))
        weight = np.cumsum(stake * (1 + (t - 1) / (N - t + 1)))
        out.append((np.cumsum(stake * (y + before / (N - t + 1))) - np.log(2 / ALPHA) - penalty) / weight)
    return np.maximum.accumulate(out[0]), np.minimum.accumulate(1 - out[1])


for stream, x in STREAMS.items():
    for kind in ("akelly", "hedged", "predmix"):
        candidates = np.round(np.arange(0, 1.00005, 0.0001), 4)
        paths = np.array([capital(x, m, kind) for m in candidates])
        limit = 1 / ALPHA
        for t in (10, 25, 45):
            kept = candidates[paths[:, t - 1] < limit]
            known = x[:t].sum() / N
            print(f"{kind}-{stream}", t, f"{max(kept.min(), known):.8f}", f"{min(kept.max(), known + (N - t) / N):.8f}")
    lower, upper = bernstein(x)
    for t in (10, 25, 45):
        known = x[:t].sum() / N
        print(f"bernstein-{stream}", t, f"{np.clip(lower[t - 1], known, known + (N - t) / N):.8f}", f"{np.clip(upper[t - 1], known, known + (N - t) / N):.8f}")


def crossing(boundary, information, points=4001):
    """Probability of crossing two-sided boundaries on the standardised scale, by trapezoids on a fine grid."""
    total, density, grid = 0.0, None, None
    for k, (c, now) in enumerate(zip(boundary, information)):
        edge = c * np.sqrt(now)
        new = np.linspace(-edge, edge, points)
        if density is None:
            total += 2 * norm.sf(c)
            density = norm.pdf(new / np.sqrt(now)) / np.sqrt(now)
        else:
            sd = np.sqrt(now - information[k - 1])
            total += np.trapz(density * (norm.sf((edge - grid) / sd) + norm.cdf((-edge - grid) / sd)), grid)
            density = np.array([np.trapz(density * norm.pdf((s - grid) / sd) / sd, grid) for s in new])
        grid = new
    return total


looks = np.arange(1, 6) / 5
POINTS = 801
print("obrien-fleming-5", f"{brentq(lambda c: crossing(c / np.sqrt(looks), looks, POINTS) - 0.05, 1.8, 2.4, xtol=1e-6):.5f}")
print("pocock-5", f"{brentq(lambda c: crossing(c * np.ones(5), looks, POINTS) - 0.05, 2.0, 2.8, xtol=1e-6):.5f}")
spent, boundary = 4 * norm.sf(norm.isf(0.0125) / np.sqrt(looks)), []
for k in range(5):
    boundary.append(brentq(lambda c: crossing(boundary + [c], looks[:k + 1], POINTS) - spent[k], 1, 8, xtol=1e-7))
print("lan-demets-5", *[f"{c:.4f}" for c in boundary])
