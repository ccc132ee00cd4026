namespace SparseEval;

/// <summary>What a kernel creates to format values of a type as HTML.</summary>
internal abstract class DisplaySource<T>
{
    /// <summary>Called by the kernel, by name.</summary>
    public IEnumerable<object> CreateTypeFormatters() => [.. Others, new DisplayFormatter("text/html", typeof(T), value => Html((T)value))];

    /// <summary>Richer forms, which go first.</summary>
    protected virtual IEnumerable<DisplayFormatter> Others => [];

    /// <summary>The value as a fragment of HTML that needs no script or style sheet; all texts in it are escaped.</summary>
    protected abstract string Html(T value);
}
