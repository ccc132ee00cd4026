using System.Globalization;
using SparseEval.Bench.Tokenizers;

// dotnet run -c Release --project tests/bench/SparseEval.Bench.Tokenizers -- FILE-OR-FOLDER ... [--megabytes 16]
// Encodes on one thread: this repository's pages and sources as they are, the same with every word unheard of, and words of many scripts.
var megabytes = args is [.., "--megabytes", var size] ? int.Parse(size, CultureInfo.InvariantCulture) : 16;
string[] named = args is [.. var before, "--megabytes", _] ? before : args;
var files = named.DefaultIfEmpty("../shared/fixtures/tokenizers").SelectMany<string, string>(p => Directory.Exists(p) ? Directory.GetFiles(p, "*tokenizer.json").Where(f => new FileInfo(f).Length > 100_000).Order() : [p]).ToList();
Corpus[] corpora = [Corpus.Repository(megabytes), Corpus.NewWords(megabytes), Corpus.Scripts(megabytes)];
Console.WriteLine($"{"",-44} {"text",-22} {"MB/s",8} {"MB/CPU s",9} {"tokens/s",12} {"bytes a token",14} {"allocated a token",18}");
foreach (var file in files)
    foreach (var corpus in corpora)
        Console.WriteLine(Measurement.Of(file, corpus));
