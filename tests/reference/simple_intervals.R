# Ends of the plain interval formulas, for Reference/SimpleIntervalTests.cs.
out <- function(name, v) cat(name, format(v, digits = 12), "\n")
out("wilson-15-of-50", prop.test(15, 50, correct = FALSE)$conf.int)
y <- c(0.1, 0.9, 0.4, 0.4, 1, 0, 0.3, 0.75, 0.2, 0.65)
fpc <- 1 - 10 / 40
v <- fpc * var(y) / 10
out("wald-t-10-of-40", mean(y) + c(-1, 1) * qt(0.975, 9) * sqrt(v))
# graded: Wilson's equation solved for |p - mean| = t sqrt(p (1 - p) / n*), n* = mean (1 - mean) / (v + fpc max u^2)
u <- (y - mean(y)) / 10
size <- mean(y) * (1 - mean(y)) / (v + fpc * max(u^2) )
f <- function(p) (p - mean(y))^2 - qt(0.975, 9)^2 * p * (1 - p) / size
out("graded-10-of-40", c(uniroot(f, c(0, mean(y)), tol = 1e-14)$root, uniroot(f, c(mean(y), 1), tol = 1e-14)$root))
s <- sqrt(mean((y - mean(y))^2))
rho <- 1 - 9 / 40
half <- s * sqrt(2 * rho * log(10 / 0.05) / 10) + (7 / 3 + 3 / sqrt(2)) * log(10 / 0.05) / 10
out("empirical-bernstein-half-10-of-40", half)
# The squared standard error of the mean.
out("bootstrap-variance-10-of-40", v)
