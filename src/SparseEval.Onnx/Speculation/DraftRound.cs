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
        var filled = _session.Begin(rows.Count, past.Length, width);
        for (var i = 0; i < rows.Count; i++) filled.Set(i, [.. Enumerable.Range(rows[i].Held, rows[i].Behind).Select(rows[i].Text.Token)], rows[i].Held);
        var pass = _session.Run(past, width, [.. rows.Select((row, i) => (i * width) + row.Behind - 1)]);
        owned.Add(pass);
        Guess(rows, pass);
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
        var count = rows.Count;
        var filled = _session.Begin(count, past.Length, 1);
        for (var i = 0; i < count; i++)
        {
            // What stands there belongs to the row; one that guesses no more writes what nobody reads.
            var written = rows[i].Text.Length + step - 1;
            int? seen = _session.PadsRows ? written : past.Length;
            if (rows[i].Guesses.Count == step) filled.Set(i, [rows[i].Guesses[step - 1]], written, seen);
            else filled.Set(i, [0], 0, seen);
        }
        var pass = _session.Run(past, 1, [.. Enumerable.Range(0, count)]);
        owned.Add(pass);
        Guess(rows, pass, step);
        return pass.Present;
    }

    /// <summary>Lets the rows that have guessed so many tokens guess one more.</summary>
    private static void Guess(List<SpeculativeRow> rows, ForwardPass pass, int guessed = 0)
    {
        var likeliest = pass.Logits.Likeliest();
        for (var i = 0; i < rows.Count; i++) if (rows[i].Guesses.Count == guessed) rows[i].Guess(likeliest[i]);
    }
}
