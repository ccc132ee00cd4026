namespace SparseEval.Onnx;

/// <summary>Rows that generate together, and their key/values.</summary>
internal sealed class RunningRows(DecoderSession session) : IDisposable
{
    private IDisposable? _owner;
    private KeyValues? _past;

    /// <summary>In the order of the key/values' rows; those that have ended run along until the next exchange.</summary>
    public List<GeneratedRow> Rows { get; private set; } = [];

    /// <summary>Takes out the rows that have ended and takes in others, whose context is run and whose first token is found.</summary>
    public void Exchange(IReadOnlyList<GeneratedRow> entering, KeyValues? beginning)
    {
        var (rows, parts) = (new List<GeneratedRow>(), new List<KeptRow>());
        for (var i = 0; i < Rows.Count; i++)
        {
            if (Rows[i].Answer is not null) continue;
            rows.Add(Rows[i]);
            parts.Add(new KeptRow(_past!, i, _past!.Length - Rows[i].Run, Rows[i].Run));
        }
        using var pass = entering.Count == 0 ? null : Prefill.Run(session, [.. entering.Select(r => r.Item)], beginning, item => [item.Shared.Length - 1]);
        if (pass is not null) GeneratedRow.TakeAll(entering, pass.Logits);
        for (var i = 0; i < entering.Count; i++)
        {
            if (entering[i].Answer is not null) continue;
            rows.Add(entering[i]);
            parts.Add(new KeptRow(pass!.Present, i, 0, entering[i].Run));
        }
        var composed = parts.Count == 0 ? null : session.Compose([.. parts]);
        _owner?.Dispose();
        (_owner, _past, Rows) = (composed, composed, rows);
    }

    /// <summary>One more token for every row.</summary>
    public void Step()
    {
        Fill(_past!.Length);
        var pass = session.Run(_past, 1, [.. Enumerable.Range(0, Rows.Count)]);
        _owner?.Dispose();
        (_owner, _past) = (pass, pass.Present);
        GeneratedRow.TakeAll(Rows, pass.Logits);
    }

    public void Dispose() => _owner?.Dispose();

    private void Fill(int past)
    {
        var filled = session.Begin(Rows.Count, past, 1);
        for (var i = 0; i < Rows.Count; i++)
        {
            // Without padding every position counts, for ended rows too.
            int? seen = session.PadsRows ? null : past;
            // A row that has ended could run past the model's last position; it sees what it writes, and nobody reads it.
            if (Rows[i].Answer is null) filled.Set(i, [Rows[i].Last], Rows[i].Run, seen);
            else filled.Set(i, [0], 0, seen);
        }
    }
}
