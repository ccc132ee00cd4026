namespace SparseEval.Onnx.Tests;

/// <summary>Tokenizers small enough to work out their ids by hand.</summary>
internal static class SmallTokenizers
{
    private const string Bytes = """
        {"version":"1.0","truncation":null,"padding":null,
         "added_tokens":[{"id":7,"content":"<|end|>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
         "normalizer":null,"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true},"post_processor":null,
         "decoder":{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true},
         "model":{"type":"BPE","dropout":null,"unk_token":null,"continuing_subword_prefix":"","end_of_word_suffix":"","fuse_unk":false,
          "vocab":{"a":0,"b":1,"c":2,"Ġ":3,"ab":4,"abc":5,"Ġabc":6},"merges":["a b","ab c","Ġ abc"]}}
        """;

    private const string Pieces = """
        {"version":"1.0","truncation":null,"padding":null,
         "added_tokens":[{"id":0,"content":"<unk>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},
                         {"id":1,"content":"<s>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
         "normalizer":{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},{"type":"Replace","pattern":{"String":" "},"content":"▁"}]},"pre_tokenizer":null,
         "post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],
          "pair":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],"special_tokens":{"<s>":{"id":"<s>","ids":[1],"tokens":["<s>"]}}},
         "decoder":{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]},
         "model":{"type":"BPE","dropout":null,"unk_token":"<unk>","continuing_subword_prefix":null,"end_of_word_suffix":null,"fuse_unk":true,"byte_fallback":true,
          "vocab":{"<unk>":0,"<s>":1,"<0x0A>":2,"▁":3,"h":4,"i":5,"hi":6,"▁hi":7,"<0xC3>":8,"<0xA9>":9},"merges":[["h","i"],["▁","hi"]]}}
        """;

    private const string Unigram = """
        {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],"normalizer":null,
         "pre_tokenizer":{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true},"post_processor":null,
         "decoder":{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true},
         "model":{"type":"Unigram","unk_id":0,"byte_fallback":false,"vocab":[["<unk>",0],["▁",-2],["a",-1.5],["b",-1.5],["ab",-2.25],["▁a",-2.125],["▁ab",-5]]}}
        """;

    private const string WordPiece = """
        {"version":"1.0","truncation":null,"padding":null,"added_tokens":[{"id":2,"content":"[SEP]","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
         "normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true},
         "pre_tokenizer":{"type":"BertPreTokenizer"},"post_processor":{"type":"BertProcessing","sep":["[SEP]",2],"cls":["[CLS]",1]},
         "decoder":{"type":"WordPiece","prefix":"##","cleanup":true},
         "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":10,
          "vocab":{"[UNK]":0,"[CLS]":1,"[SEP]":2,"un":3,"##aff":4,"##able":5,"aff":6,"!":7,"中":8}}}
        """;

    // CLIP's way: the last character of a word carries a suffix.
    private const string Suffix = """
        {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],"normalizer":{"type":"Lowercase"},"pre_tokenizer":{"type":"WhitespaceSplit"},"post_processor":null,
         "decoder":{"type":"BPEDecoder","suffix":"</w>"},
         "model":{"type":"BPE","dropout":null,"unk_token":"?","continuing_subword_prefix":null,"end_of_word_suffix":"</w>","fuse_unk":false,
          "vocab":{"?":0,"a":1,"b":2,"a</w>":3,"b</w>":4,"ab</w>":5,"ab":6},"merges":["a b","a b</w>"]}}
        """;

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string> { ["bytes"] = Bytes, ["pieces"] = Pieces, ["unigram"] = Unigram, ["wordpiece"] = WordPiece, ["suffix"] = Suffix };

    public static TheoryData<string> Names => [.. All.Keys];

    public static JsonTokenizer Read(string name, string? settings = null, Func<string, string>? change = null) =>
        TokenizerFile.Read(Write((change ?? (json => json))(All[name]), settings));

    /// <summary>Writes a tokenizer.json, perhaps with a tokenizer_config.json, into a new folder.</summary>
    public static string Write(string json, string? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory("sparseeval-tokenizer-").FullName;
        if (settings is not null) File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), settings);
        var path = Path.Combine(folder, "tokenizer.json");
        File.WriteAllText(path, json);
        return path;
    }
}
