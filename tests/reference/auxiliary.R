# Reference numbers for estimators with past models' mean score as auxiliary, made with R's package "survey".
# Run: Rscript tests/reference/auxiliary.R > tests/reference/auxiliary.txt    (the same 60 items as survey.R)
suppressMessages(library(survey))
options(digits = 12)
show <- function(name, ...) cat(name, format(c(...), digits = 12), "\n")
i <- 0:59
pop <- data.frame(i = i, family = rep(c("f0", "f1", "f2"), c(10, 20, 30)), difficulty = i %% 2, g = ((i * 29 + 5) %% 23) / 23,
  x = (((i * 37 + 11) %% 17 < 11) + ((i * 13 + 3) %% 19) / 19) / 2)
pick <- c(0, 2, 5, 9,  10, 12, 13, 17, 22, 28,  30, 31, 35, 38, 41, 44, 47, 50, 53, 58)
pop$g <- (pop$g + pop$x) / 2
s <- pop[pop$i %in% pick, ]
srs <- svydesign(ids = ~1, data = transform(s, N = 60), fpc = ~N)
post <- postStratify(srs, ~difficulty, data.frame(difficulty = 0:1, Freq = c(30, 30)))
show("post-stratified", coef(svymean(~g, post)), SE(svymean(~g, post)))
d <- svymean(~I(g - x), srs)
show("difference", coef(d) + mean(pop$x), SE(d))
r <- svyratio(~g, ~x, srs)
p <- predict(r, total = mean(pop$x))
show("ratio-linearised", p$total, p$se)
e <- with(s, (g - coef(r) * x) * mean(pop$x) / mean(x) / (1 - x / sum(x)))
show("ratio", p$total, sqrt((1 - 20 / 60) * var(e) / 20))
str <- svydesign(ids = ~1, strata = ~family, data = transform(s, Nh = c(f0 = 10, f1 = 20, f2 = 30)[family]), fpc = ~Nh)
d <- svymean(~I(g - x), str)
show("difference-stratified", coef(d) + mean(pop$x), SE(d))
