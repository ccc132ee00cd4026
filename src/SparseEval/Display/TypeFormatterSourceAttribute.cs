namespace SparseEval;

/// <summary>Tells a notebook's kernel which class formats a type. The kernel (.NET Interactive) looks for an attribute of this name in any namespace, so no package is needed.</summary>
/// <param name="formatterSourceType">Has a parameterless constructor and a public method CreateTypeFormatters.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The class that formats.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>What a front end is given, the richest first.</summary>
    public string[]? PreferredMimeTypes { get; set; }
}
