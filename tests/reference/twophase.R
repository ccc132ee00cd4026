# Reference numbers for trusted grades with unequal chances. survey's twophase() knows no independent draws in its second phase, so both phases are one design with their joint probabilities.
# Run: Rscript tests/reference/twophase.R > tests/reference/twophase.txt
suppressMessages(library(survey))
options(digits = 12)
cat("R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
show <- function(name, ...) cat(name, format(c(...), digits = 12), "\n")

# The 60 items of survey.R, in families of 10, 20 and 30; 20 are judged, 11 of these graded with chances of their own.
N <- c(10, 20, 30)
pick <- c(0, 2, 5, 9,  10, 12, 13, 17, 22, 28,  30, 31, 35, 38, 41, 44, 47, 50, 53, 58)
d <- data.frame(i = pick, family = c(rep(1, 4), rep(2, 6), rep(3, 10)), k = 0:19)
d$q <- 0.25 + 0.75 * ((d$k * 7) %% 11) / 11
d$y <- ((d$i * 37 + 11) %% 17) / 16
g <- d[d$k %in% c(0, 1, 3, 5, 6, 8, 11, 12, 15, 16, 19), ]

# Joint probabilities: of a simple random sample in each stratum, times the chances of the second phase.
value <- function(name, stratum) {
  n <- table(d[[stratum]])[as.character(g[[stratum]])]
  all <- if (stratum == "one") rep(60, nrow(g)) else N[g[[stratum]]]
  first <- as.numeric(n / all)
  pair <- outer(first, first)
  same <- outer(g[[stratum]], g[[stratum]], "==")
  pair[same] <- (first * (as.numeric(n) - 1) / (all - 1))[row(pair)[same]]
  diag(pair) <- first
  joint <- pair * outer(g$q, g$q)
  diag(joint) <- first * g$q
  m <- svymean(~y, svydesign(ids = ~1, probs = first * g$q, data = g, pps = ppsmat(joint), variance = "HT"))
  show(name, coef(m), SE(m))
}
d$one <- g$one <- 1
value("simple-random", "one")
value("stratified", "family")
# A score that follows the grades: slope by weighted least squares.
g$p <- 1.5 * g$y + 0.5 * ((g$i * 5 + 3) %% 19) / 18
show("slope", coef(lm(y ~ p, data = g, weights = 1 / g$q))[2])
