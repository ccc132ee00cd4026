#!/usr/bin/env bash
# Writes docs/images/report-gate.png and report-compare.png: the pages of a gate and of a comparison of the bundled models, as chromium draws them.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build src/SparseEval.Cli -c Release -v quiet > /dev/null
sparseeval() { dotnet src/SparseEval.Cli/bin/Release/net10.0/SparseEval.Cli.dll "$@" --provider cpu --work "$work/runs" > /dev/null; }
sparseeval gate --model data/models/pocket-middle --threshold 0.6 --report "$work/gate.html"
sparseeval compare --model data/models/pocket-strong --baseline-model data/models/pocket-middle --margin 0.05 --report "$work/compare.html"
shoot() { chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-color-profile=srgb --virtual-time-budget=15000 --window-size=960,"$2" --screenshot="docs/images/report-$1.png" "file://$work/$1.html" > /dev/null 2>&1; }
shoot gate 1540
shoot compare 1690
