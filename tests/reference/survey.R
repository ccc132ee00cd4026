# Reference numbers for the design-based estimators, made with R's package "survey".
# Run: Rscript tests/reference/survey.R > tests/reference/survey.txt
suppressMessages(library(survey))
options(digits = 12, survey.lonely.psu = "fail")
cat("R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
show <- function(name, ...) cat(name, format(c(...), digits = 12), "\n")

# Item i = 0..59: family f0 (10 items), f1 (20), f2 (30); difficulty i mod 2; passage of 4 items; the sample takes what PICK says.
i <- 0:59
N <- c(f0 = 10, f1 = 20, f2 = 30)
pop <- data.frame(i = i, family = rep(names(N), N), difficulty = i %% 2, passage = paste0("p", i %/% 4),
  y = ((i * 37 + 11) %% 17 < 9) * 1, g = ((i * 29 + 5) %% 23) / 23,
  x1 = ((i * 37 + 11) %% 17 < 11) * 1, x2 = ((i * 13 + 3) %% 19) / 19)
pick <- c(0, 2, 5, 9,  10, 12, 13, 17, 22, 28,  30, 31, 35, 38, 41, 44, 47, 50, 53, 58)
s <- pop[pop$i %in% pick, ]
s$Nh <- N[s$family]

srs <- svydesign(ids = ~1, data = transform(s, N = 60), fpc = ~N)
show("srs-binary", coef(svymean(~y, srs)), SE(svymean(~y, srs)))
show("srs-graded", coef(svymean(~g, srs)), SE(svymean(~g, srs)))

str <- svydesign(ids = ~1, strata = ~family, data = s, fpc = ~Nh)
show("stratified-binary", coef(svymean(~y, str)), SE(svymean(~y, str)))
show("stratified-graded", coef(svymean(~g, str)), SE(svymean(~g, str)))

# Category-weighted score where the strata do not refine the categories: mean of the two domain means.
macro <- function(f, by, d) {
  b <- svyby(f, by, d, svymean, covmat = TRUE)
  c <- svycontrast(b, setNames(rep(1 / nrow(b), nrow(b)), rownames(b)))
  c(coef(c), SE(c))
}
show("stratified-macro-difficulty", macro(~g, ~difficulty, str))
show("srs-macro-family", macro(~g, ~family, srs))
show("stratified-macro-family", macro(~g, ~family, str))

# Whole passages (4 items each; 15 in all, none shared between families in this picture) drawn without replacement.
clu <- pop[pop$passage %in% c("p0", "p3", "p4", "p7", "p11", "p13"), ]
clu <- clu[!(clu$i %in% c(13, 45)), ]   # two items without a score: clusters of unequal size
cd <- svydesign(ids = ~passage, data = transform(clu, C = 15), fpc = ~C)
show("clusters-binary", coef(svymean(~y, cd)), SE(svymean(~y, cd)))
show("clusters-graded", coef(svymean(~g, cd)), SE(svymean(~g, cd)))
# A wider population of questions: no finite-population correction, passages as clusters.
cw <- svydesign(ids = ~passage, data = clu, weights = rep(60 / nrow(clu), nrow(clu)))
show("clusters-superpopulation", coef(svymean(~g, cw)), SE(svymean(~g, cw)))
# Items drawn one by one, the same wider population: passages are clusters all the same.
sw <- svydesign(ids = ~passage, data = s, weights = rep(60 / nrow(s), nrow(s)))
show("srs-superpopulation", coef(svymean(~g, sw)), SE(svymean(~g, sw)))

# Regression estimator by calibration to the known totals of x1, x2 (lm coefficients, no penalty).
cal <- calibrate(srs, ~x1 + x2, c(`(Intercept)` = 60, x1 = sum(pop$x1), x2 = sum(pop$x2)))
show("greg-value", coef(svymean(~g, cal)))
fit <- lm(g ~ x1 + x2, data = s)
show("greg-lm-value", mean(predict(fit, pop)) + mean(residuals(fit)))
h <- hatvalues(fit)
e <- residuals(fit) / (1 - h) * (1 - 1 / nrow(s))
e <- e - mean(e)
show("greg-loo-se", sqrt((1 - nrow(s) / 60) * sum(e^2) / (nrow(s) - 1) / nrow(s)))
# Stratified: common slopes, a level for each family, weights of the variance, leave-one-out by refitting.
q <- with(s, { n <- table(family)[family]; as.numeric((1 - n / Nh) * n / (n - 1) * (Nh / n / 60)^2) })
fs <- lm(g ~ 0 + family + x1 + x2, data = s, weights = q)
b <- coef(fs)[c("x1", "x2")]
adj <- function(d) d$g - as.matrix(d[, c("x1", "x2")]) %*% b
W <- N / 60
show("greg-stratified-value", sum(W * tapply(adj(s), s$family, mean)) + mean(as.matrix(pop[, c("x1", "x2")]) %*% b))
loo <- sapply(seq_len(nrow(s)), function(k) { f <- lm(g ~ 0 + family + x1 + x2, data = s[-k, ], weights = q[-k]); s$g[k] - predict(f, s[k, ]) })
s$e <- loo * (1 - 1 / as.numeric(table(s$family)[s$family]))
es <- svydesign(ids = ~1, strata = ~family, data = s, fpc = ~Nh)
show("greg-stratified-loo-se", SE(svymean(~e, es)))

# Ratio estimator of a total (engine seconds by predicted cost).
s$t <- 3 + 20 * s$x2 + s$g
pop$c <- 1 + 9 * pop$x2
s$c <- pop$c[s$i + 1]
rs <- svydesign(ids = ~1, strata = ~family, data = s, fpc = ~Nh)
r <- svyratio(~t, ~c, rs)
show("ratio-total", coef(r) * sum(pop$c))
show("ratio-total-se-linearised", SE(r) * sum(pop$c))
ratio <- as.numeric(coef(r))
w <- s$Nh / as.numeric(table(s$family)[s$family])
s$z <- (s$t - ratio * s$c) / (1 - w * s$c / sum(w * s$c))
show("ratio-total-se", as.numeric(SE(svymean(~z, svydesign(ids = ~1, strata = ~family, data = s, fpc = ~Nh)))) * 60 * sum(pop$c) / sum(w * s$c))

# Ridge, penalty 0.1 of the largest eigenvalue, as least squares with two added rows; leave-one-out by refitting.
X <- model.matrix(~ 0 + family + x1 + x2, s)
centred <- sqrt(q) * apply(s[, c("x1", "x2")], 2, function(v) v - ave(v, s$family))
alpha <- 0.1 * max(eigen(crossprod(centred))$values)
ridge <- function(keep) {
  A <- rbind(sqrt(q[keep]) * X[keep, , drop = FALSE], cbind(matrix(0, 2, 3), sqrt(alpha) * diag(2)))
  qr.solve(A, c(sqrt(q[keep]) * s$g[keep], 0, 0))
}
all <- rep(TRUE, nrow(s))
b <- ridge(all)[4:5]
show("ridge-value", sum(W * tapply(adj(s), s$family, mean)) + mean(as.matrix(pop[, c("x1", "x2")]) %*% b))
loo <- sapply(seq_len(nrow(s)), function(k) s$g[k] - X[k, ] %*% ridge(seq_len(nrow(s)) != k))
s$e <- loo * (1 - 1 / as.numeric(table(s$family)[s$family]))
show("ridge-loo-se", SE(svymean(~e, svydesign(ids = ~1, strata = ~family, data = s, fpc = ~Nh))))
