"""Posterior of the Gaussian and of the logistic factor model for made-up items, by the textbook formulas and by a general optimiser.

python3 history_models.py > history_models.txt   (numpy 1.24, scipy 1.10)
"""
import numpy as np
from scipy.optimize import minimize

N, K = 12, 2
i = np.arange(N)
mu = 0.3 + 0.4 * ((i * 37 + 11) % 17) / 17
V = np.stack([0.1 + 0.2 * ((i * 29 + 5) % 23) / 23, -0.15 + 0.3 * ((i * 13 + 3) % 19) / 19], axis=1)
psi = 0.05 + 0.1 * ((i * 7 + 2) % 11) / 11
S = np.array([0, 2, 3, 7, 10])
y = np.array([1.0, 0.0, 0.25, 1.0, 0.75])


def line(name, *numbers):
    print(name, *(f"{float(x):.12g}" for x in np.ravel(np.concatenate([np.ravel(n) for n in numbers]))))


def gaussian(name, S, y):
    full = V @ V.T + np.diag(psi)
    SS = full[np.ix_(S, S)]
    r = y - mu[S]
    gain = V[S].T @ np.linalg.inv(SS)
    z = gain @ r
    cov = np.eye(K) - gain @ V[S]
    distance = r @ np.linalg.solve(SS, r)
    logml = -0.5 * (distance + np.linalg.slogdet(SS)[1] + len(S) * np.log(2 * np.pi))
    open_ = np.setdiff1d(i, S)
    mean = mu[open_] + V[open_] @ z
    assert mean.min() > 0 and mean.max() < 1
    rest = full[np.ix_(open_, open_)] - full[np.ix_(open_, S)] @ np.linalg.solve(SS, full[np.ix_(S, open_)])
    line(name + "-factors", z)
    line(name + "-covariance", cov)
    line(name + "-likelihood", [logml, distance])
    line(name + "-score", [(y.sum() + mean.sum()) / N, np.sqrt(rest.sum()) / N])


gaussian("gaussian", S, y)
gaussian("gaussian-more", np.append(S, 5), np.append(y, 0.5))

b = -1 + 2 * ((i * 37 + 11) % 17) / 17
A = 5 * V
binary = np.array([1.0, 0.0, 1.0, 1.0, 0.0])


def negative(u, y):
    eta = b[S] + A[S] @ u
    return -(y @ eta - np.logaddexp(0, eta).sum()) + 0.5 * u @ u


for name, scores in (("logistic", binary), ("logistic-graded", y)):
    u = minimize(negative, np.zeros(K), args=(scores,), method="BFGS", options={"gtol": 1e-12}).x
    p = 1 / (1 + np.exp(-(b[S] + A[S] @ u)))
    H = np.eye(K) + (A[S] * (p * (1 - p))[:, None]).T @ A[S]
    line(name + "-factors", u)
    line(name + "-covariance", np.linalg.inv(H))
    # The marginal by brute force on a grid, against which Laplace's approximation is held.
    g = np.linspace(-8, 8, 801)
    U = np.stack(np.meshgrid(g, g), -1).reshape(-1, 2)
    eta = b[S] + U @ A[S].T
    log = (scores * eta - np.logaddexp(0, eta)).sum(1) - 0.5 * (U**2).sum(1) - np.log(2 * np.pi)
    line(name + "-likelihood", [-negative(u, scores) + 0.5 * np.linalg.slogdet(np.linalg.inv(H))[1], np.log(np.exp(log).sum() * (g[1] - g[0]) ** 2)])
