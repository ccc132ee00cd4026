# Reference numbers for interval methods and for comparisons of models.
# Run: Rscript tests/reference/intervals.R > tests/reference/intervals.txt
suppressMessages(library(survey))
options(digits = 12)
cat("R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
show <- function(name, ...) cat(name, format(c(...), digits = 12), "\n")

# The 60 items of survey.R.
i <- 0:59
N <- c(f0 = 10, f1 = 20, f2 = 30)
pop <- data.frame(i = i, family = rep(names(N), N), y = ((i * 37 + 11) %% 17 < 9) * 1)
pick <- c(0, 2, 5, 9,  10, 12, 13, 17, 22, 28,  30, 31, 35, 38, 41, 44, 47, 50, 53, 58)
s <- pop[pop$i %in% pick, ]
s$Nh <- N[s$family]
srs <- svydesign(ids = ~1, data = transform(s, N = 60), fpc = ~N)
str <- svydesign(ids = ~1, strata = ~family, data = s, fpc = ~Nh)
for (m in c("beta", "xlogit")) show(paste0("srs-", m), confint(svyciprop(~y, srs, method = m)))
# Strata: degrees of freedom handed over, since ours are Satterthwaite's.
for (m in c("beta", "xlogit")) show(paste0("stratified-", m), confint(svyciprop(~y, str, method = m, df = 17)))

show("clopper-pearson-3-of-50", binom.test(3, 50)$conf.int)

# Many comparisons and pairs.
p <- c(0.001, 0.011, 0.02, 0.021, 0.04, 0.3, 0.7, 0.012)
show("holm", p.adjust(p, "holm"))
show("bh", p.adjust(p, "BH"))
# McNemar's exact test: 9 of 12 discordant pairs one way.
show("mcnemar-9-3", binom.test(9, 12, 0.5)$p.value)
show("mcnemar-40-21", binom.test(40, 61, 0.5)$p.value)
show("mcnemar-5-5", binom.test(5, 10, 0.5)$p.value)
# Items for a mean difference by the t distribution is iterative; the normal-theory number is what is compared.
show("power-normal-n", (qnorm(0.975) + qnorm(0.8))^2 * 0.3 / 0.02^2)
