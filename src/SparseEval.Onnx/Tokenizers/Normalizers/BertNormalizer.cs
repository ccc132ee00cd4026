using System.Text;

namespace SparseEval.Onnx;

/// <summary>BERT's: control characters go, white space becomes a space, Chinese characters get spaces around them, accents and case go where asked.</summary>
internal sealed class BertNormalizer(bool cleans, bool spacesChinese, bool stripsAccents, bool lowers) : INormalizer
{
    public static BertNormalizer Read(TokenizerPart part)
    {
        var lowers = part.Flag("lowercase", true);
        return new BertNormalizer(part.Flag("clean_text", true), part.Flag("handle_chinese_chars", true), part.Flag("strip_accents", lowers), lowers);
    }

    public string Normalize(string text)
    {
        if (cleans || spacesChinese) text = Clean(text);
        if (stripsAccents) text = CharacterKinds.Without(UnicodeForm.D.Normalize(text), CharacterKinds.IsNonSpacingMark);
        return lowers ? CharacterKinds.ToLower(text) : text;
    }

    private string Clean(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            var white = rune.Value is '\t' or '\n' or '\r' || Rune.IsWhiteSpace(rune);
            if (cleans && (rune.Value is 0 or 0xFFFD || (rune.Value is not ('\t' or '\n' or '\r') && CharacterKinds.IsOther(rune)))) continue;
            if (cleans && white) result.Append(' ');
            else if (spacesChinese && CharacterKinds.IsChinese(rune)) result.Append(' ').Append(rune).Append(' ');
            else result.Append(rune);
        }
        return result.ToString();
    }
}
