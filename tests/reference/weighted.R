# Reference numbers for user-weighted scores, made with R's packages "survey" and "sampling".
# Run: Rscript tests/reference/weighted.R > tests/reference/weighted.txt
suppressMessages({library(survey); library(sampling)})
options(digits = 12)
cat("R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
show <- function(name, ...) cat(name, format(c(...), digits = 12), "\n")

# The 60 items of survey.R; weights 0 to 6, known for every item.
i <- 0:59
N <- c(f0 = 10, f1 = 20, f2 = 30)
pop <- data.frame(i = i, family = rep(names(N), N), difficulty = i %% 2, passage = paste0("p", i %/% 4),
  y = ((i * 37 + 11) %% 17 < 9) * 1, g = ((i * 29 + 5) %% 23) / 23, x = (((i * 37 + 11) %% 17 < 11) + ((i * 13 + 3) %% 19) / 19) / 2, w = (i * 11 + 4) %% 7)
pick <- c(0, 2, 5, 9,  10, 12, 13, 17, 22, 28,  30, 31, 35, 38, 41, 44, 47, 50, 53, 58)
known <- sum(pop$w)
add <- function(d) { d$wy <- d$w * d$y; d$wg <- d$w * d$g; d$wx <- d$w * d$x; d }
s <- add(pop[pop$i %in% pick, ])
s$Nh <- N[s$family]
srs <- svydesign(ids = ~1, data = transform(s, N = 60), fpc = ~N)
str <- svydesign(ids = ~1, strata = ~family, data = s, fpc = ~Nh)

# Weighted mean as a ratio of totals: sum of d w y over sum of d w.
r <- function(f, d) { q <- svyratio(f, ~w, d); c(coef(q), SE(q)) }
show("srs-binary", r(~wy, srs))
show("srs-graded", r(~wg, srs))
show("stratified-graded", r(~wg, str))
# The same with each deviation divided by (1 - share) / (1 - 1/n): a heavy item's pull on its own mean.
lev <- s$w / sum(s$w)
s$u <- s$w * (s$g - sum(s$wg) / sum(s$w)) * pmax(1, (1 - 1 / 20) / (1 - lev))
show("srs-graded-leverage", SE(svytotal(~u, svydesign(ids = ~1, data = transform(s, N = 60), fpc = ~N))) / (3 * sum(s$w)))
# Whole passages.
clu <- add(pop[pop$passage %in% c("p0", "p3", "p4", "p7", "p11", "p13"), ])
cd <- svydesign(ids = ~passage, data = transform(clu, C = 15), fpc = ~C)
show("clusters-graded", r(~wg, cd))
# Difference estimator: known weighted mean of x plus the ratio mean of w (g - x).
s$wd <- s$wg - s$wx
srs <- svydesign(ids = ~1, data = transform(s, N = 60), fpc = ~N)
d <- svyratio(~wd, ~w, srs)
show("difference", sum(pop$w * pop$x) / known + coef(d), SE(d))
# Probabilities proportional to the weights plus 1 (conditional Poisson): Yates and Grundy's variance of the linearised values.
pik <- inclusionprobabilities(pop$w + 1, 20)
show("pik", pik)
pi2 <- UPmaxentropypi2(pik)
in20 <- pop$i %in% pick
ps <- svydesign(ids = ~1, data = s, probs = pik[in20], fpc = pik[in20], pps = ppsmat(pi2[in20, in20]), variance = "YG")
show("pps-graded", r(~wg, ps))
# Post-strata by difficulty: in each group the ratio mean, groups weighted by their known sums of w.
groups <- tapply(pop$w, pop$difficulty, sum) / known
means <- with(s, tapply(wg, difficulty, sum) / tapply(w, difficulty, sum))
s$z <- with(s, { k <- as.character(difficulty); groups[k] * w * (g - means[k]) / (3 * tapply(w, difficulty, sum)[k]) })
show("post-stratified", sum(groups * means), SE(svytotal(~z, svydesign(ids = ~1, data = transform(s, N = 60), fpc = ~N))))
