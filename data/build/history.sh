#!/usr/bin/env bash
# Runs every member of the population over all items with sparseeval itself, and collects the records into the history.
# Usage: data/build/history.sh MEMBERS_FOLDER RECORDS_FOLDER    (about 5 s a member; records that exist are kept)
set -euo pipefail
cd "$(dirname "$0")/../.."
members=$1
records=$2
mkdir -p "$records"
dotnet build src/SparseEval.Cli -c Release -v quiet
sparseeval() { dotnet src/SparseEval.Cli/bin/Release/net10.0/SparseEval.Cli.dll "$@"; }
for member in "$members"/*/; do
  name=$(basename "$member")
  [ -e "$records/$name.json" ] && continue
  sparseeval run --benchmark data/pocket/items.jsonl --model "$member" --limit all --history none --design simple-random \
    --estimator mean --provider cpu --threads 2 --no-cache --work "$records/work" --output "$records/$name.json" > /dev/null
  echo "$name"
done
sparseeval history "$records"/*.json --output data/pocket/history.parquet
