# Reference numbers for several epochs an item, made with R's package "survey": items are the first stage, epochs the second, from a population without end.
# Run: Rscript tests/reference/epochs.R > tests/reference/epochs.txt
suppressMessages(library(survey))
options(digits = 12)
cat("R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
show <- function(name, ...) cat(name, format(c(...), digits = 12), "\n")
N <- c(10, 20, 30)
pick <- c(0, 2, 5, 9,  10, 12, 13, 17, 22, 28,  30, 31, 35, 38, 41, 44, 47, 50, 53, 58)
s <- do.call(rbind, lapply(pick, function(i) { k <- 2 + i %% 2; data.frame(i = i, e = seq_len(k), k = k, y = ((i * 7 + seq_len(k) * 5) %% 11) / 11) }))
s$h <- 1 + (s$i >= 10) + (s$i >= 30)
s$Nh <- N[s$h]
nh <- c(4, 6, 10)
s$endless <- 1e12
s$item <- paste0("i", s$i)
# Each item's mean counts once: epochs have weight 1/k within it.
srs <- svydesign(ids = ~item + e, fpc = ~N + endless, data = transform(s, N = 60), weights = ~I(60 / 20 / k))
str <- svydesign(ids = ~item + e, strata = ~h + item, fpc = ~Nh + endless, data = s, weights = ~I(Nh / nh[h] / k), nest = TRUE)
show("srs", coef(svytotal(~y, srs)) / 60, SE(svytotal(~y, srs)) / 60)
show("stratified", coef(svytotal(~y, str)) / 60, SE(svytotal(~y, str)) / 60)
