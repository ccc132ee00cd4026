namespace SparseEval.Onnx;

/// <summary>One round of guesses: the draft reads what it has not read yet, then guesses token after token.</summary>
/// <param name="draft">The small model.</param>
/// <param name="owned">Takes what is to be released when the round is over.</param>
internal sealed class DraftRound(DraftModel draft, List<IDisposable> owned)
{
    private readonly DecoderSession _session = draft.Session;

    /// <summary>Key/values in which every row ends at the last position and holds its text, and after it as many positions as are told: guesses that were read, in rows that guess less something else.</summary>
    public (KeyValues Present, int After) Run(List<SpeculativeRow> rows, KeyValues past)
    {
        var width = rows.Max(row => row.Behind);
        Fill(rows, past.Length, width);
        var pass = _session.Run(past, width, [.. rows.Select((row, i) => (i * width) + row.Behind - 1)]);
        owned.Add(pass);
        for (var i = 0; i < rows.Count; i++) rows[i].Guess(pass.Logits(i));
        var present = pass.Present;
        if (rows.Exists(row => row.Behind < width))
        {
            present = _session.Compose([.. rows.Select((row, i) => new KeptRow(pass.Present, i, past.Length - row.Held, row.Text.Length))]);
            owned.Add(present);
        }
        var step = 1;
        for (; step < rows.Max(row => row.Room); step++) present = Step(rows, present, step);
        return (present, step - 1);
    }

    private KeyValues Step(List<SpeculativeRow> rows, KeyValues past, int step)
    {
        var (total, count) = (past.Length + 1, rows.Count);
        var ids = _session.Ids(count, 1);
        var mask = _session.Mask(count, total);
        var positions = _session.Positions(count, 1);
        mask.Fill(1);
        for (var i = 0; i < count; i++)
        {
            var guesses = rows[i].Guesses.Count == step;
            (ids[i], positions[i]) = guesses ? (rows[i].Guesses[step - 1], rows[i].Text.Length + step - 1) : (0, 0);
            if (_session.PadsRows) mask.Slice(i * total, past.Length - (rows[i].Text.Length + step - 1)).Clear();
        }
        var pass = _session.Run(past, 1, [.. Enumerable.Range(0, count)]);
        owned.Add(pass);
        for (var i = 0; i < count; i++) if (rows[i].Guesses.Count == step) rows[i].Guess(pass.Logits(i));
        return pass.Present;
    }

    private void Fill(List<SpeculativeRow> rows, int past, int width)
    {
        var (total, count) = (past + width, rows.Count);
        var ids = _session.Ids(count, width);
        var mask = _session.Mask(count, total);
        var positions = _session.Positions(count, width);
        ids.Clear();
        mask.Clear();
        for (var i = 0; i < count; i++)
        {
            var (held, behind) = (rows[i].Held, rows[i].Behind);
            for (var j = 0; j < width; j++)
            {
                var place = held + Math.Min(j, behind - 1);
                if (j < behind) ids[i * width + j] = rows[i].Text.Token(place);
                positions[i * width + j] = place;
            }
            mask.Slice(i * total + past - held, held + behind).Fill(1);
        }
    }
}
