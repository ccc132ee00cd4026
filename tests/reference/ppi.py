# Power-tuned prediction-powered inference for a finite pool, lambda cross-fitted by explicit refits (numpy).
# Run: python3 tests/reference/ppi.py > tests/reference/ppi.txt    (the same 60 items as survey.R)
import numpy as np

i = np.arange(60)
x = (((i * 37 + 11) % 17 < 11) + (i * 13 + 3) % 19 / 19) / 2
g = ((i * 29 + 5) % 23 / 23 + x) / 2
pick = np.array([0, 2, 5, 9, 10, 12, 13, 17, 22, 28, 30, 31, 35, 38, 41, 44, 47, 50, 53, 58])
y, z, n, f = g[pick], x[pick], 20, 20 / 60


def slope(y, z):
    return np.cov(y, z)[0, 1] / np.var(z, ddof=1)


def deleted(k):
    keep = np.arange(n) != k
    return y[k] - y[keep].mean() - slope(y[keep], z[keep]) * (z[k] - z[keep].mean())


e = np.array([deleted(k) for k in range(n)]) * (1 - 1 / n)
value = y.mean() + slope(y, z) * (x.mean() - z.mean()) + (1 - f) * e.mean()
print("lambda", f"{slope(y, z):.12f}")
print("ppi", f"{value:.12f} {np.sqrt((1 - f) * e.var(ddof=1) / n):.12f}")
plain = y - slope(y, z) * z
print("ppi-plain", f"{y.mean() + slope(y, z) * (x.mean() - z.mean()):.12f} {np.sqrt((1 - f) * plain.var(ddof=1) / n):.12f}")
print("mean", f"{y.mean():.12f} {np.sqrt((1 - f) * y.var(ddof=1) / n):.12f}")
