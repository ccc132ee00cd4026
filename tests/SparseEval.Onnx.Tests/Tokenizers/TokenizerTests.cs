namespace SparseEval.Onnx.Tests;

/// <summary>Ids worked out by hand, settings beside the file, and refusals.</summary>
public sealed class TokenizerTests
{
    [Theory]
    // abc | Ġabc ab | <|end|> | b a: merges by rank, never across words or added tokens.
    [InlineData("bytes", "abc abcab<|end|>ba", "5 6 4 7 1 0", "abc abcabba")]
    // A byte that is no token, and no unknown token to stand for it: left out, before the merges.
    [InlineData("bytes", "azb", "4", "ab")]
    [InlineData("pieces", "hi hi\né", "7 7 2 8 9", "hi hi\né")]
    // Bytes of x are missing: two unknown characters, one token.
    [InlineData("pieces", "xx", "3 0", "")]
    // ▁a + b = -3.625 beats ▁ + ab = -4.25 and ▁ab = -5.
    [InlineData("unigram", "ab", "5 3", "ab")]
    [InlineData("unigram", "ba ab", "1 3 2 5 3", "ba ab")]
    [InlineData("unigram", "axxb", "5 0 3", "a<unk>b")]
    [InlineData("wordpiece", "Unaffable!", "3 4 5 7", "unaffable!")]
    [InlineData("wordpiece", "xyz aff\t中中", "0 6 8 8", "[UNK] aff 中 中")]
    // Eleven characters are more than ten: unknown, although its pieces are known.
    [InlineData("wordpiece", "ununununafx affaff unaff\u0301", "0 6 4 3 4", "[UNK] affaff unaff")]
    [InlineData("suffix", "AB b aba", "5 4 6 3", "ab b aba")]
    public void Ids_are_those_worked_by_hand(string name, string text, string ids, string decoded)
    {
        var tokenizer = SmallTokenizers.Read(name);
        Assert.Equal(ids, string.Join(' ', tokenizer.EncodePlain(text)));
        Assert.Equal(decoded, tokenizer.Decode(tokenizer.EncodePlain(text)));
    }

    [Fact]
    public void Special_tokens_stand_where_the_post_processor_puts_them()
    {
        Assert.Equal([1, 6, 2], SmallTokenizers.Read("wordpiece").EncodeSpecial("aff"));
        Assert.Equal([1, 6, 2, 7, 2], SmallTokenizers.Read("wordpiece").EncodeSpecial("aff", "!"));
        Assert.Equal([1, 7, 7], SmallTokenizers.Read("pieces").EncodeSpecial("hi", "hi"));
        Assert.Equal([5], SmallTokenizers.Read("bytes").EncodeSpecial("abc"));
    }

    [Fact]
    public void Texts_begin_as_the_file_or_its_settings_say()
    {
        Assert.Equal([1, 7], SmallTokenizers.Read("pieces").Encode("hi"));
        Assert.Equal([1], SmallTokenizers.Read("pieces").Encode(""));
        // A text that brings the token itself gets no second one.
        Assert.Equal([1, 7], SmallTokenizers.Read("pieces").Encode("<s>hi"));
        Assert.Equal([7], SmallTokenizers.Read("pieces", """{"add_bos_token":false}""").Encode("hi"));
        Assert.Equal([5], SmallTokenizers.Read("bytes").Encode("abc"));
        Assert.Equal([7, 5], SmallTokenizers.Read("bytes", """{"add_bos_token":true,"bos_token":{"content":"<|end|>"}}""").Encode("abc"));
        Assert.Equal([6], SmallTokenizers.Read("bytes", """{"add_prefix_space":true}""").Encode("abc"));
        Assert.Equal("hi ?", SmallTokenizers.Read("pieces").Decode([7, 3, 10], true) + "?");
        Assert.Equal("ab.", SmallTokenizers.Read("bytes", """{"clean_up_tokenization_spaces":true}""", json => json.Replace("\"c\":2", "\".\":2", StringComparison.Ordinal).Replace(",\"ab c\"", "", StringComparison.Ordinal).Replace(",\"Ġ abc\"", "", StringComparison.Ordinal)).Decode([4, 3, 2]));
    }

    [Theory]
    [InlineData("bytes", "\"normalizer\":null", "\"normalizer\":{\"type\":\"Rot13\"}", "has a normalizer 'Rot13' that is not supported")]
    [InlineData("bytes", "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,\"use_regex\":true}", "{\"type\":\"UnicodeScripts\"}", "has a pre_tokenizer 'UnicodeScripts' that is not supported")]
    [InlineData("suffix", "{\"type\":\"BPEDecoder\",\"suffix\":\"</w>\"}", "{\"type\":\"CTC\"}", "has a decoder 'CTC' that is not supported")]
    [InlineData("suffix", "{\"type\":\"WhitespaceSplit\"}", "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"\\\\p{Klingon}+\"},\"behavior\":\"Isolated\"}", "names the property 'Klingon'")]
    [InlineData("suffix", "{\"type\":\"WhitespaceSplit\"}", "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"(a\"},\"behavior\":\"Isolated\"}", "unknown at character 3")]
    [InlineData("bytes", "\"dropout\":null", "\"dropout\":0.1", "dropout makes tokens random")]
    [InlineData("bytes", "\"a b\"", "\"ab\"", "the merge \"ab\", which is no pair")]
    [InlineData("bytes", "\"type\":\"BPE\"", "\"type\":\"Magic\"", "has a model 'Magic' that is not supported: known are BPE, Unigram, WordPiece, WordLevel")]
    [InlineData("unigram", "\"unk_id\":0", "\"unk_id\":99", "an 'unk_id' of 99")]
    [InlineData("wordpiece", "\"[UNK]\":0,", "", "'[UNK]', which is not in its vocabulary")]
    [InlineData("pieces", "\"ids\":[1]", "\"ids\":1", "has a 'ids' that is no list")]
    [InlineData("pieces", "\"ids\":[1]", "\"ids\":[\"1\"]", "has \"1\" where a whole number is expected")]
    [InlineData("bytes", "{\"version\"", "{version", "is not valid JSON (line 1)")]
    public void What_is_not_supported_is_an_error_that_names_it_and_the_file(string name, string old, string changed, string message)
    {
        Assert.Contains(old, SmallTokenizers.All[name], StringComparison.Ordinal);
        var path = SmallTokenizers.Write(SmallTokenizers.All[name].Replace(old, changed, StringComparison.Ordinal));
        var error = Assert.Throws<SparseEvalException>(() => TokenizerFile.Read(path)).Message;
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Contains(path, error, StringComparison.Ordinal);
    }

    // Python's unicodedata.normalize, and Unicode's own examples of order, exclusions and Hangul.
    [Theory]
    [InlineData("e\u0301 A\u030A\u0323 \uAC01 \u1100\u1161\u11A8", "\u00E9 \u1EA0\u030A \uAC01 \uAC01", "e\u0301 A\u0323\u030A \u1100\u1161\u11A8 \u1100\u1161\u11A8")]
    [InlineData("\u212B \u0958 \u0344", "\u00C5 \u0915\u093C \u0308\u0301", "A\u030A \u0915\u093C \u0308\u0301")]
    [InlineData("\U0001D15E", "\U0001D157\U0001D165", "\U0001D157\U0001D165")]
    public void Normal_forms_are_Unicodes(string text, string composed, string decomposed)
    {
        Assert.Equal(composed, UnicodeForm.C.Normalize(text));
        Assert.Equal(decomposed, UnicodeForm.D.Normalize(text));
        Assert.Equal("fi 1\u20444 e\u0301", UnicodeForm.KD.Normalize("\uFB01 \u00BC \u00E9"));
        Assert.Equal("fi 1\u20444 \u00E9", UnicodeForm.KC.Normalize("\uFB01 \u00BC e\u0301"));
    }

    [Theory, MemberData(nameof(SmallTokenizers.Names), MemberType = typeof(SmallTokenizers))]
    public void Half_a_surrogate_pair_is_read_as_the_replacement_character(string name)
    {
        var tokenizer = SmallTokenizers.Read(name);
        foreach (var text in (string[])["\uD83D", "a\uDE00b", "hi \uD83D!", "\uDC00\uD800"])
            Assert.Equal(tokenizer.Encode(System.Text.RegularExpressions.Regex.Replace(text, "[\uD800-\uDFFF]", "\uFFFD")), tokenizer.Encode(text));
    }

    [Fact]
    public void Several_threads_may_encode_at_once()
    {
        var tokenizer = SmallTokenizers.Read("pieces");
        var texts = RandomTexts.Make(400, 5, ["hi"]);
        var alone = texts.ConvertAll(t => string.Join(' ', tokenizer.Encode(t)));
        var together = texts.AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(t => string.Join(' ', tokenizer.Encode(t))).ToList();
        Assert.Equal(alone, together);
    }

    [Fact]
    public void A_very_long_word_takes_time_in_proportion_to_its_length()
    {
        var tokenizer = SmallTokenizers.Read("bytes");
        Assert.Equal(Enumerable.Repeat(5, 200_000), tokenizer.Encode(string.Concat(Enumerable.Repeat("abc", 200_000))));
        Assert.Equal(300_000, tokenizer.Encode(new string(' ', 300_000)).Length);
    }
}
