namespace SparseEval.Onnx;

/// <summary>An item's numbers.</summary>
/// <param name="Values">Row by row, the last side running fastest.</param>
/// <param name="Shape">Its sides; none of a single number.</param>
internal sealed record ItemArray(double[] Values, long[] Shape)
{
    /// <summary>
    /// The same with the sides that a graph's input has after the batch: its own shape, that behind a batch of one, or a plain list of as many numbers
    /// as there is one way to fill in.
    /// </summary>
    /// <exception cref="SparseEvalException">It has another shape.</exception>
    public ItemArray For(TensorInfo input)
    {
        var sides = input.Shape.Length == 0 ? [] : input.Shape[1..];
        if (Values.Length > 0 && (Like(sides, Shape) ?? (Shape is [1, .. var inner] ? Like(sides, inner) : null) ?? Filled(sides)) is { } shape) return this with { Shape = shape };
        throw new SparseEvalException($"its prompt holds {Values.Length} numbers of shape [{string.Join(", ", Shape)}], where '{input}' takes [{string.Join(", ", sides.Select(s => s > 0 ? $"{s}" : "?"))}] an item"
            + $"{(sides.Length > 1 ? " or a plain list of as many numbers, channels and rows in the input's order" : "")}.");
    }

    private static long[]? Like(long[] sides, long[] shape) => sides.Length == shape.Length && sides.Zip(shape).All(s => s.First <= 0 || s.First == s.Second) ? shape : null;

    /// <summary>A plain list's numbers; one open side takes what the others leave.</summary>
    private long[]? Filled(long[] sides)
    {
        if (Shape.Length > 1 || sides.Count(s => s <= 0) > 1) return null;
        var known = sides.Where(s => s > 0).Aggregate(1L, (a, b) => a * b);
        var (open, left) = Math.DivRem(Values.Length, known);
        return left == 0 && open > 0 && (open == 1 || sides.Any(s => s <= 0)) ? Array.ConvertAll(sides, s => s > 0 ? s : open) : null;
    }
}
