#!/usr/bin/env bash
# Writes docs/images/run.svg: what `sparseeval run` prints, as a picture.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build src/SparseEval.Cli -c Release -v quiet > /dev/null
dotnet src/SparseEval.Cli/bin/Release/net10.0/SparseEval.Cli.dll run --provider cpu --work "$work" > "$work/text"
{
  echo '$ sparseeval run'
  grep -v '^  record' "$work/text"
} | awk '
  { gsub(/&/, "\\&amp;"); gsub(/</, "\\&lt;"); line[NR] = $0 }
  END {
    while (line[NR] == "") NR--
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"860\" height=\"%d\" role=\"img\">\n", NR * 17 + 24
    print "<title>sparseeval run: an estimate with its interval, and the compute saved</title>"
    print "<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1c2128\"/>"
    print "<g font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"13\" fill=\"#d5dce4\" xml:space=\"preserve\">"
    for (i = 1; i <= NR; i++) {
      colour = (line[i] ~ /^\$|  score|% CI/) ? " fill=\"#7ee787\"" : (line[i] ~ /●/) ? " fill=\"#79c0ff\"" : ""
      printf "<text x=\"16\" y=\"%d\"%s>%s</text>\n", i * 17 + 10, colour, line[i]
    }
    print "</g>\n</svg>"
  }' > docs/images/run.svg
