using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace SparseEval;

/// <summary>An interpolated text whose numbers read alike in every culture: what the compiler takes for <c>$"..."</c> in a <see cref="SparseEvalException"/>.</summary>
/// <remarks>Only the compiler calls its members.</remarks>
[InterpolatedStringHandler, EditorBrowsable(EditorBrowsableState.Never)]
public ref struct InvariantText
{
    private DefaultInterpolatedStringHandler _text;

    /// <summary>Begins a text.</summary>
    /// <param name="literalLength">Number of characters outside the holes.</param>
    /// <param name="formattedCount">Number of holes.</param>
    public InvariantText(int literalLength, int formattedCount) => _text = new(literalLength, formattedCount, CultureInfo.InvariantCulture);

    /// <summary>What stands between holes.</summary>
    /// <param name="value">As it is.</param>
    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    /// <summary>A hole, formatted by the invariant culture.</summary>
    /// <param name="value">Null is nothing.</param>
    /// <param name="format">As behind the colon, or null.</param>
    /// <typeparam name="T">Of the value.</typeparam>
    public void AppendFormatted<T>(T value, string? format = null) => _text.AppendFormatted(value, format);

    /// <summary>The whole text; it can be asked for once.</summary>
    public override string ToString() => _text.ToStringAndClear();
}
