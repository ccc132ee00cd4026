# Rscript sampling.R > sampling.txt
library(survey); library(sampling)
options(digits = 14)
line <- function(name, ...) cat(name, format(c(...), digits = 14), "\n")
i <- 0:59
graded <- (i * 29 + 5) %% 23 / 23
size <- 1 + (i * 13 + 3) %% 19
pick <- c(0, 2, 5, 9, 10, 12, 13, 17, 22, 28, 30, 31, 35, 38, 41, 44, 47, 50, 53, 58) + 1
pik <- inclusionprobabilities(size, 20)
cat("pik of items 0..59 and what follows from it\n")
line("pik", pik)
take <- inclusionprobabilities(c(size[1:57], 200, 300, 400), 20)
line("pik-take-all", take)
s <- setdiff(pick, which(pik >= 1 - 1e-9))
# Hajek mean: linearised values, Deville's variance of their expanded sum
hajek <- function(y, p) sum(y / p) / sum(1 / p)
p <- pik[pick]; y <- graded[pick]
z <- (y - hajek(y, p)) / sum(1 / p)
line("deville", hajek(y, p), sqrt(varest(z, pik = p)))
# Sen-Yates-Grundy with exact joint probabilities, R survey's linearisation
for (design in c("sampford", "maxentropy")) {
  joint <- if (design == "sampford") UPsampfordpi2(pik) else UPmaxentropypi2(pik)
  d <- svydesign(ids = ~1, probs = ~p, data = data.frame(y = y, p = p), pps = ppsmat(joint[pick, pick]), variance = "YG")
  m <- svymean(~y, d)
  line(design, coef(m), SE(m))
  line(paste0(design, "-joint"), joint[1, 2:11])
}
tiny <- c(0.15, 0.3, 0.45, 0.5, 0.7, 0.9)
line("tiny-sampford", UPsampfordpi2(tiny)[upper.tri(diag(6))])
line("tiny-maxentropy", UPmaxentropypi2(tiny)[upper.tri(diag(6))])
# residuals on balancing variables (Deville and Tille 2005): weights c = (1 - p) / (1 - q sum a^2), q columns
X <- cbind(p, size[pick] * 0 + (i[pick] %% 3 == 0), graded[pick]^2 * 0 + ((i * 7 + 1) %% 11)[pick])
cc <- 1 - p; a <- cc / sum(cc)
u <- z / p; Z <- X / p
fit <- lm.wfit(Z, u, cc)
line("balanced", hajek(y, p), sqrt(sum(cc * fit$residuals^2) / (1 - ncol(X) * sum(a^2))))
