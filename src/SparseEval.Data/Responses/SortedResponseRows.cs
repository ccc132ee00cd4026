namespace SparseEval.Data;

/// <summary>Hands sorted rows to DuckDB, and sees to it that they are sorted and no pair comes twice.</summary>
internal sealed class SortedResponseRows(IEnumerable<ResponseRow> rows) : IDisposable
{
    private readonly IEnumerator<ResponseRow> _rows = rows.GetEnumerator();
    private readonly List<ResponseRow> _batch = [];
    private ResponseRow? _last;
    private long _number;

    /// <summary>Puts the next rows into a chunk and returns their number; 0 at the end.</summary>
    public int Fill(DuckDbChunk chunk, int most)
    {
        _batch.Clear();
        while (_batch.Count < most && _rows.MoveNext())
        {
            var row = _rows.Current;
            ParquetResponseWriter.Check(row, ++_number);
            if (_last is { } last) RequireAfter(last, row);
            _batch.Add(_last = row);
        }
        if (_number == 0) throw new SparseEvalException("There are no responses to write.");
        chunk.SetStrings(0, _batch.Count, i => _batch[i].Model);
        chunk.SetStrings(1, _batch.Count, i => _batch[i].Item);
        chunk.SetAll(2, _batch.Count, i => _batch[i].Score);
        chunk.SetAll(3, _batch.Count, i => _batch[i].InputTokens);
        chunk.SetAll(4, _batch.Count, i => _batch[i].OutputTokens);
        chunk.SetAll(5, _batch.Count, i => _batch[i].ForwardFlops);
        chunk.SetAll(6, _batch.Count, i => (float?)_batch[i].EngineSeconds);
        return _batch.Count;
    }

    public void Dispose() => _rows.Dispose();

    private static void RequireAfter(ResponseRow last, ResponseRow row)
    {
        var order = last.Model == row.Model ? 0 : Utf8Order.Compare(last.Model, row.Model);
        if (order == 0) order = Utf8Order.Compare(last.Item, row.Item);
        if (order == 0) throw ParquetResponseWriter.Twice(row.Model, row.Item);
        if (order > 0) throw new InvalidOperationException($"Model '{row.Model}', item '{row.Item}' comes after model '{last.Model}', item '{last.Item}'.");
    }
}
