namespace SparseEval;

/// <summary>One form in which a kernel may show a value; its members are found by name.</summary>
/// <param name="mimeType">Of the text that is written.</param>
/// <param name="type">The values that it takes.</param>
/// <param name="text">The text of one.</param>
internal sealed class DisplayFormatter(string mimeType, Type type, Func<object, string> text)
{
    public string MimeType => mimeType;

    public Type Type => type;

    /// <returns>False where the value is of another type; nothing is written then.</returns>
    public bool Format(object instance, TextWriter writer)
    {
        if (!type.IsInstanceOfType(instance)) return false;
        writer.Write(text(instance));
        return true;
    }
}
