"""Calibrated weights, the ridge estimate with its own penalty, and the learner over models, from their normal equations; prints stacking.txt."""
import numpy as np

N, M = 12, 7
X = np.array([[((i * 37 + m * 53 + i * m * 11) % 17) / 16 for m in range(M)] for i in range(N)])
totals = np.array([(m * 29 % 13) / 20 + .2 for m in range(M)])
y = np.array([(i * 41 % 19) / 18 for i in range(N)])
a = np.arange(1, N + 1) / np.arange(1, N + 1).sum()
penalties = 10.0 ** (-3 + np.arange(13) / 2)

z = np.sqrt(a)[:, None] * (X - a @ X)
gap = totals - a @ X
scale = np.trace(z @ z.T) / N
for name, p in (("weak", penalties[2]), ("strong", penalties[9])):
    w = a + np.sqrt(a) * np.linalg.solve(z @ z.T + p * scale * np.eye(N), z @ gap)
    print("calibrated", name, *(f"{v:.12f}" for v in w))

best = (np.inf, None)
mean = a @ y
yt = np.sqrt(a) * (y - mean)
for p in penalties:
    inverse = np.linalg.inv(z @ z.T + p * scale * np.eye(N))
    smoother = z @ z.T @ inverse
    deleted = (yt - smoother @ yt) / (1 - np.diag(smoother) - a)
    error = (a * deleted ** 2).sum()
    if error < best[0]:
        best = (error, mean + gap @ z.T @ inverse @ yt)
print("regression", f"{best[1]:.12f}")

mu = X.mean(1)
c = X - mu[:, None]
scale = np.trace(c @ c.T) / N
p = penalties[4]
coefficients = np.linalg.solve(c @ c.T + p * scale * np.eye(N), c @ (totals - totals.mean()))
print("learned", f"{totals.mean() + coefficients @ (y - mu):.12f}")
errors = []
for m in range(M):
    keep = [k for k in range(M) if k != m]
    k = X[:, keep] - X[:, keep].mean(1, keepdims=True)
    beta = np.linalg.solve(k @ k.T + p * scale * np.eye(N), k @ (totals[keep] - totals[keep].mean()))
    errors.append(abs(totals[keep].mean() + beta @ (X[:, m] - X[:, keep].mean(1)) - totals[m]))
print("learned-left-out", f"{np.mean(errors):.12f}")
errors = []
p = penalties[4] * np.trace(z @ z.T) / N
for m in range(M):
    keep = [k for k in range(M) if k != m]
    u = np.linalg.solve(z[:, keep] @ z[:, keep].T + p * np.eye(N), z[:, keep] @ gap[keep])
    errors.append(abs(gap[m] - z[:, m] @ u))
print("calibrated-left-out", f"{np.mean(errors):.12f}")
