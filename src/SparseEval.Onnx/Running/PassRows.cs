namespace SparseEval.Onnx;

/// <summary>
/// Fills in the rows of a pass one by one: a row's tokens stand at its beginning, what it has seen before stands at the past's end, and masks and
/// positions make all padding invisible.
/// </summary>
internal readonly ref struct PassRows
{
    private readonly Span<long> _ids, _mask, _positions;
    private readonly int _past, _length;

    /// <param name="inputs">Where the rows stand.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="past">Positions of the past, padding included.</param>
    /// <param name="length">Tokens a row, padding included.</param>
    public PassRows(PassInputs inputs, int rows, int past, int length)
    {
        (_past, _length) = (past, length);
        _ids = inputs.Ids(rows, length);
        _mask = inputs.Mask(rows, past + length);
        _positions = inputs.Positions(rows, length);
    }

    /// <param name="row">Which row.</param>
    /// <param name="tokens">At least one, at most the pass's length.</param>
    /// <param name="before">Tokens of the row's own text before them.</param>
    /// <param name="seen">Positions at the past's end that the row may see; default those before.</param>
    public void Set(int row, ReadOnlySpan<int> tokens, int before, int? seen = null)
    {
        var ids = _ids.Slice(row * _length, _length);
        var positions = _positions.Slice(row * _length, _length);
        var mask = _mask.Slice(row * (_past + _length), _past + _length);
        for (var i = 0; i < _length; i++)
        {
            ids[i] = i < tokens.Length ? tokens[i] : 0;
            positions[i] = before + Math.Min(i, tokens.Length - 1);
        }
        var from = _past - (seen ?? before);
        mask[..from].Clear();
        mask[from..(_past + tokens.Length)].Fill(1);
        mask[(_past + tokens.Length)..].Clear();
    }
}
