using System.Text.Json.Nodes;

namespace SparseEval.Onnx.Tests;

/// <summary>Real vocabularies with other components around them, written as the files of well-known models have them.</summary>
internal static class Variants
{
    private const string Llama3 = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Possessive = @"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s";
    private const string Cased = @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string DeepSeek = @"[!""#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Kimi = @"[\p{Han}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Bytes = """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}""";
    private const string Bert = "wordpiece_bert-base-cased", Gpt2 = "gpt2-style_tiny-random-gpt2", Phi = "llama-style_phi-3-mini", Unigram = "unigram_nmt";

    /// <summary>Name, vocabulary and what is put in place of its components.</summary>
    public static IReadOnlyDictionary<string, (string Base, string Changes)> All { get; } = new Dictionary<string, (string, string)>
    {
        ["Llama 3"] = (Gpt2, $$"""{"pre_tokenizer":{{Words(Llama3)}},"model.ignore_merges":true}"""),
        ["Qwen 2"] = (Gpt2, $$"""{"normalizer":{"type":"NFC"},"pre_tokenizer":{{Words(Llama3.Replace("{1,3}", "", StringComparison.Ordinal))}}}"""),
        ["cl100k"] = (Gpt2, $$"""{"pre_tokenizer":{{Words(Possessive)}}}"""),
        ["o200k"] = (Gpt2, $$"""{"pre_tokenizer":{{Words(Cased)}},"merges as pairs":true}"""),
        ["DeepSeek 3"] = (Gpt2, $$$"""{"pre_tokenizer":{"type":"Sequence","pretokenizers":[{{{Cut(@"\p{N}{1,3}")}}},{{{Cut("[一-龥\u3040-ゟ゠-ヿ]+")}}},{{{Cut(DeepSeek)}}},{{{Bytes}}}]}}"""),
        ["Kimi"] = (Gpt2, $$"""{"pre_tokenizer":{{Words(Kimi)}}}"""),
        ["StarCoder"] = (Gpt2, """{"pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"Digits","individual_digits":true},{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}]}}"""),
        ["RoBERTa"] = (Gpt2, """{"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true},"post_processor":{"type":"RobertaProcessing","sep":["</s>",2],"cls":["<s>",0],"trim_offsets":true,"add_prefix_space":false}}"""),
        ["Bytes by normalizer"] = (Gpt2, """{"normalizer":{"type":"ByteLevel"},"pre_tokenizer":null}"""),
        ["Llama 2"] = (Phi, """{"post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],"pair":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"<s>","type_id":1}},{"Sequence":{"id":"B","type_id":1}}],"special_tokens":{"<s>":{"id":"<s>","ids":[1],"tokens":["<s>"]}}}}"""),
        ["Mistral"] = (Phi, """{"normalizer":null,"pre_tokenizer":{"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":false},"decoder":{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]}}"""),
        ["Gemma"] = (Phi, """{"normalizer":{"type":"Replace","pattern":{"String":" "},"content":"▁"},"pre_tokenizer":{"type":"Split","pattern":{"String":" "},"behavior":"MergedWithPrevious","invert":false},"decoder":{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"}]}}"""),
        ["No byte fallback, unknowns fused"] = (Phi, """{"model.byte_fallback":false,"decoder":{"type":"Metaspace","replacement":"▁","prepend_scheme":"always"}}"""),
        ["No byte fallback, unknowns apart"] = (Phi, """{"model.byte_fallback":false,"model.fuse_unk":false,"decoder":null}"""),
        ["Next"] = (Phi, """{"pre_tokenizer":{"type":"Split","pattern":{"Regex":"[aeiou]|\\d"},"behavior":"MergedWithNext","invert":false},"decoder":{"type":"BPEDecoder","suffix":"▁"}}"""),
        ["Inverted previous"] = (Phi, """{"pre_tokenizer":{"type":"Split","pattern":{"Regex":"[aeiou]+|[[:digit:]]"},"behavior":"MergedWithPrevious","invert":true},"decoder":{"type":"Sequence","decoders":[{"type":"Strip","content":"a","start":1,"stop":0},{"type":"Replace","pattern":{"Regex":"[0-9]+"},"content":"#"}]}}"""),
        ["Contiguous"] = (Phi, """{"pre_tokenizer":{"type":"Split","pattern":{"Regex":"\\w"},"behavior":"Contiguous","invert":false}}"""),
        ["Punctuation"] = (Phi, """{"pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"Punctuation","behavior":"Contiguous"},{"type":"Digits","individual_digits":false},{"type":"CharDelimiterSplit","delimiter":"e"}]}}"""),
        ["XLM-R"] = (Unigram, """{"pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}]},"decoder":{"type":"Metaspace","replacement":"▁","prepend_scheme":"never"}}"""),
        ["NFKC"] = (Unigram, """{"normalizer":{"type":"Sequence","normalizers":[{"type":"Nmt"},{"type":"NFKC"},{"type":"Replace","pattern":{"Regex":"\\s+"},"content":" "}]},"pre_tokenizer":{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":false}}"""),
        ["NFKD without accents"] = (Unigram, """{"normalizer":{"type":"Sequence","normalizers":[{"type":"NFKD"},{"type":"StripAccents"},{"type":"Lowercase"},{"type":"Strip","strip_left":true,"strip_right":true}]}}"""),
        ["BERT uncased"] = (Bert, """{"normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}}"""),
        ["BERT with NFD"] = (Bert, """{"normalizer":{"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"Lowercase"}]},"pre_tokenizer":{"type":"Whitespace"},"decoder":{"type":"WordPiece","prefix":"##","cleanup":false},"post_processor":{"type":"Sequence","processors":[{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true},{"type":"BertProcessing","sep":["[SEP]",102],"cls":["[CLS]",101]}]}}"""),
        ["Short words"] = (Bert, """{"model.max_input_chars_per_word":5}"""),
        ["Added tokens"] = (Bert, """{"added_tokens":[{"id":100,"content":"[UNK]","special":true,"normalized":false,"single_word":false,"lstrip":false,"rstrip":false},{"id":28996,"content":"wort1","special":false,"normalized":true,"single_word":true,"lstrip":true,"rstrip":false},{"id":28997,"content":"wort2","special":false,"normalized":false,"single_word":true,"lstrip":false,"rstrip":true},{"id":28998,"content":"Wort3","special":true,"normalized":true,"single_word":false,"lstrip":true,"rstrip":true},{"id":28999,"content":"wort4","special":false,"normalized":true,"single_word":false,"lstrip":false,"rstrip":false}],"normalizer":{"type":"Lowercase"},"post_processor":null}"""),
    };

    /// <summary>Writes a variant into a new folder and returns its path.</summary>
    public static string Write(string name)
    {
        var (source, changes) = All[name];
        var json = JsonNode.Parse(File.ReadAllText(TokenizerReferenceTests.Fixture(source)))!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(changes)!.AsObject())
        {
            if (key == "merges as pairs") json["model"]!["merges"] = new JsonArray([.. json["model"]!["merges"]!.AsArray().Select(m => new JsonArray([.. ((string)m!).Split(' ').Select(p => JsonValue.Create(p))]))]);
            else if (key.StartsWith("model.", StringComparison.Ordinal)) json["model"]![key[6..]] = value?.DeepClone();
            else json[key] = value?.DeepClone();
        }
        var path = Path.Combine(Directory.CreateTempSubdirectory("sparseeval-tokenizer-").FullName, "tokenizer.json");
        File.WriteAllText(path, json.ToJsonString());
        return path;
    }

    private static string Words(string pattern) => $$"""{"type":"Sequence","pretokenizers":[{{Cut(pattern)}},{{Bytes}}]}""";

    private static string Cut(string pattern) => $$$"""{"type":"Split","pattern":{"Regex":{{{JsonValue.Create(pattern).ToJsonString()}}}},"behavior":"Isolated","invert":false}""";
}
