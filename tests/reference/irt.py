"""Two-parameter logistic IRT on a made-up 80 x 6 matrix: maximum of the marginal likelihood, the integral by a fine grid, by a general optimiser.

python3 irt.py > irt.txt   (numpy 1.24, scipy 1.10)
"""
import numpy as np
from scipy.optimize import minimize

M, N = 80, 6
m, i = np.arange(M)[:, None], np.arange(N)[None, :]
ability = -2.2 + 4.4 * (m + 0.5) / M
eta = (0.6 + 0.25 * i) * ability + (-1.2 + 0.45 * i)
x = ((m * N + i + 1) * 2654435761) % 2**32
x = ((x ^ (x >> 15)) * 2246822519) % 2**32
uniform = (x ^ (x >> 13)) / 2**32
y = (uniform < 1 / (1 + np.exp(-eta))).astype(float)

t = np.linspace(-7, 7, 1401)
logw = -0.5 * t**2 - 0.5 * np.log(2 * np.pi) + np.log(t[1] - t[0])


def negative(x):
    a, b = x[:N], x[N:]
    e = np.outer(t, a) + b
    logp = y @ e.T - np.logaddexp(0, e).sum(1)
    joint = logp + logw
    top = joint.max(1, keepdims=True)
    return -(top[:, 0] + np.log(np.exp(joint - top).sum(1))).sum()


best = minimize(negative, np.r_[np.ones(N), np.zeros(N)], method="BFGS", options={"gtol": 1e-9})
print("discrimination", *(f"{v:.8g}" for v in best.x[:N]))
print("intercept", *(f"{v:.8g}" for v in best.x[N:]))
print("likelihood", f"{-best.fun:.10g}")
print("scores", *(f"{v:.8g}" for v in y.mean(0)))
