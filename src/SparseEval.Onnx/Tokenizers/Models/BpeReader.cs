using System.Text.Json;

namespace SparseEval.Onnx;

/// <summary>Reads a BPE model: vocabulary and merges, these as "a b" or ["a", "b"].</summary>
internal static class BpeReader
{
    public static BpeModel Read(TokenizerPart part)
    {
        if (part.Has("dropout") && part.Part("dropout").Json.GetRawText() is not ("0" or "0.0")) throw part.Unsupported("dropout makes tokens random");
        var vocabulary = Vocabulary.Read(part);
        var prefix = part.Text("continuing_subword_prefix", "");
        var inner = new Dictionary<string, int>();
        var pairs = Pairs(part).ToList();
        var merges = new PairTable(pairs.Count);
        for (var rank = 0; rank < pairs.Count; rank++)
        {
            var (left, right) = pairs[rank];
            var whole = left + (right.StartsWith(prefix, StringComparison.Ordinal) ? right[prefix.Length..] : right);
            merges.Set(Id(left), Id(right), rank, Id(whole));
        }
        return new BpeModel(vocabulary, merges, inner, new BpeOptions
        {
            Unknown = part.Has("unk_token") ? part.Text("unk_token") : null,
            FusesUnknown = part.Flag("fuse_unk", false),
            ByteFallback = part.Flag("byte_fallback", false),
            IgnoresMerges = part.Flag("ignore_merges", false),
            Prefix = prefix,
            Suffix = part.Text("end_of_word_suffix", ""),
            CutsBefore = Mark(vocabulary, inner),
        });

        // Some files merge through tokens that have no id; these get one past the vocabulary's, and none of it comes out.
        int Id(string token)
        {
            if (vocabulary.Id(token) is >= 0 and var known) return known;
            if (!inner.TryGetValue(token, out var id)) inner[token] = id = int.MaxValue - inner.Count - 1;
            return id;
        }
    }

    private static IEnumerable<(string Left, string Right)> Pairs(TokenizerPart part)
    {
        var merges = part.Part("merges").Json;
        // One known file has an empty object here.
        if (merges.ValueKind == JsonValueKind.Object && !merges.EnumerateObject().Any()) yield break;
        if (merges.ValueKind != JsonValueKind.Array) throw part.Wrong("has 'merges' that are no list");
        foreach (var merge in merges.EnumerateArray())
        {
            if (merge.ValueKind == JsonValueKind.Array && merge.GetArrayLength() == 2) yield return (part.Chars(merge[0]), part.Chars(merge[1]));
            else if (merge.ValueKind == JsonValueKind.String && part.Chars(merge).Split(' ') is [var left, var right]) yield return (left, right);
            else throw part.Wrong($"has the merge {merge.GetRawText()}, which is no pair");
        }
    }

    // No token holds the mark after another character: no merge ever crosses the place before it, and a text may be cut there.
    private static char Mark(Vocabulary vocabulary, Dictionary<string, int> inner)
    {
        const char Mark = '\u2581';
        return vocabulary.Id([Mark]) >= 0 && !vocabulary.Tokens.Concat(inner.Keys).Any(t => t.TrimStart(Mark).Contains(Mark)) ? Mark : '\0';
    }
}
