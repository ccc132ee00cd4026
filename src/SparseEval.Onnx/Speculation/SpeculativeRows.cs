namespace SparseEval.Onnx;

/// <summary>Texts that two models generate together, with the key/values of both; a row ends at the last position of each.</summary>
internal sealed class SpeculativeRows(DecoderSession session, FlopCount flops, DraftModel draft) : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private List<SpeculativeRow> _rows = [];
    private KeyValues? _past, _draftPast;

    /// <summary>Where each row's own positions begin in the key/values.</summary>
    private List<int> _from = [], _draftFrom = [];

    /// <summary>Texts that have not ended.</summary>
    public int Open => _rows.Count(row => row.Text.Answer is null);

    /// <summary>Takes out the texts that have ended, takes in others, and lets each row's key/values hold what was decided alone.</summary>
    public void Exchange(IReadOnlyList<SpeculativeRow> entering, KeyValues? beginning)
    {
        var (rows, parts, draftParts) = (new List<SpeculativeRow>(), new List<KeptRow>(), new List<KeptRow>());
        for (var i = 0; i < _rows.Count; i++)
        {
            var row = _rows[i];
            if (row.Text.Answer is not null) continue;
            rows.Add(row);
            parts.Add(new KeptRow(_past!, i, _from[i], row.Text.Run));
            draftParts.Add(new KeptRow(_draftPast!, i, _draftFrom[i], row.Held));
        }
        if (entering.Count > 0) Enter(entering, beginning, rows, parts, draftParts);
        var (past, draftPast) = rows.Count == 0 ? (null, null) : (session.Compose([.. parts]), draft.Session.Compose([.. draftParts]));
        Free();
        (_rows, _past, _draftPast) = (rows, past, draftPast);
        if (past is not null) _owned.AddRange([past, draftPast!]);
    }

    /// <summary>Guesses, checks them, and decides: at least one more token for every text.</summary>
    /// <returns>Texts that took part, and the tokens that they got.</returns>
    public (long Steps, long Tokens) Round()
    {
        foreach (var row in _rows) row.Begin(draft.Tokens);
        var drafted = _rows.Max(row => row.Room) > 0;
        var (past, lengths, draftLengths) = (_past!, _rows.ConvertAll(row => row.Text.Length), _rows.ConvertAll(row => row.Held));
        if (drafted)
        {
            (_draftPast, var after) = new DraftRound(draft, _owned).Run(_rows, _draftPast!);
            draftLengths = lengths.ConvertAll(length => length + after);
        }
        var width = _rows.Max(row => row.Guesses.Count) + 1;
        var filled = session.Begin(_rows.Count, past.Length, width);
        for (var i = 0; i < _rows.Count; i++) filled.Set(i, [_rows[i].Text.Last, .. _rows[i].Guesses], _rows[i].Text.Run);
        var pass = session.Run(past, width, [.. _rows.SelectMany((row, i) => Enumerable.Range(i * width, row.Guesses.Count + 1))]);
        _owned.Add(pass);
        Decide(pass, drafted);
        _past = pass.Present;
        _from = lengths.ConvertAll(length => past.Length - (length - 1));
        _draftFrom = draftLengths.ConvertAll(length => _draftPast!.Length - length);
        return (_rows.Count, _rows.Select((row, i) => (long)row.Text.Generated - (lengths[i] - row.Text.Item.Shared.Length)).Sum());
    }

    public void Dispose() => Free();

    private void Enter(IReadOnlyList<SpeculativeRow> entering, KeyValues? beginning, List<SpeculativeRow> rows, List<KeptRow> parts, List<KeptRow> draftParts)
    {
        EncodedRequest[] items = [.. entering.Select(row => row.Text.Item)];
        var pass = Prefill.Run(session, items, beginning, item => [item.Shared.Length - 1]);
        _owned.Add(pass);
        var draftPass = Prefill.Run(draft.Session, items, null, _ => []);
        _owned.Add(draftPass);
        var likeliest = pass.Logits.Likeliest();
        for (var i = 0; i < entering.Count; i++)
        {
            var row = entering[i];
            row.Text.Take(likeliest[i]);
            row.Flops += draft.Flops.Of(0, row.Held);
            if (row.Text.Answer is not null) continue;
            rows.Add(row);
            parts.Add(new KeptRow(pass.Present, i, 0, row.Text.Run));
            draftParts.Add(new KeptRow(draftPass.Present, i, 0, row.Held));
        }
    }

    private void Decide(ForwardPass pass, bool drafted)
    {
        var (place, likeliest) = (0, pass.Logits.Likeliest());
        foreach (var row in _rows)
        {
            var (first, length, held, behind) = (place, row.Text.Length, row.Held, row.Behind);
            place += row.Guesses.Count + 1;
            row.Flops += flops.Of(length - 1, row.Guesses.Count + 1);
            if (drafted) row.Flops += draft.Flops.Of(held, behind) + draft.Flops.Of(length, Math.Max(0, row.Guesses.Count - 1));
            row.Decide(likeliest.AsSpan(first), drafted);
        }
    }

    private void Free()
    {
        foreach (var owned in _owned) owned.Dispose();
        _owned.Clear();
    }
}
