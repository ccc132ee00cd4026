namespace SparseEval.Onnx;

/// <summary>
/// Finds out by running them what rows may share a pass. Whether a model hides padding: a short row padded behind, then continued after the gap, must give what it gives alone.
/// Models that count positions or keys by the tensor's length (some exports without position_ids, graphs with GroupQueryAttention) do not; their
/// batches hold rows of one length only.
/// </summary>
internal static class PaddingProbe
{
    /// <summary>Sets what the session can do; also the warm-up, with passes without and with past key/values.</summary>
    public static void Run(DecoderSession session)
    {
        var alone = Run(session, [[1, 2]], [3, 1]);
        session.PadsRows = session.Layout.Mask is not null && Agree(session, alone, [[1, 2], [2, 1, 3, 2, 1]]);
        // GroupQueryAttention takes several tokens after a past for one row only.
        session.ContinuesRows = session.PadsRows || Agree(session, alone, [[1, 2], [2, 3]]);
    }

    private static bool Agree(DecoderSession session, (float[] First, float[] Second) alone, int[][] rows)
    {
        try
        {
            var together = Run(session, rows, [3, 1]);
            return Close(alone.First, together.First, Tolerance(session)) && Close(alone.Second, together.Second, Tolerance(session));
        }
        catch (OrtException problem) when (!problem.IsOutOfMemory)
        {
            return false;
        }
    }

    // Widened numbers of 16 bits, and activations quantised over the whole batch, differ by themselves.
    private static double Tolerance(DecoderSession session) => session.Layout.Logits.Type == TensorType.Float32 && !session.Quantized ? 1e-3 : 0.05;

    private static (float[] First, float[] Second) Run(DecoderSession session, int[][] rows, int[] next)
    {
        var length = rows.Max(r => r.Length);
        Fill(session, rows, 0, length, length);
        using var nothing = session.EmptyPast(rows.Length);
        using var pass = session.Run(nothing, length, [rows[0].Length - 1]);
        var first = pass.Logits.Row(0).ToArray();
        Fill(session, [.. rows.Select(_ => next)], length, next.Length, length + next.Length, [.. rows.Select(r => r.Length)]);
        using var second = session.Run(pass.Present, next.Length, [next.Length - 1]);
        return (first, second.Logits.Row(0).ToArray());
    }

    private static void Fill(DecoderSession session, int[][] rows, int past, int length, int total, int[]? before = null)
    {
        var ids = session.Inputs.Ids(rows.Length, length);
        var mask = session.Inputs.Mask(rows.Length, total);
        var positions = session.Inputs.Positions(rows.Length, length);
        mask.Clear();
        for (var row = 0; row < rows.Length; row++)
        {
            for (var i = 0; i < length; i++)
            {
                var inside = Math.Min(i, rows[row].Length - 1);
                (ids[row * length + i], positions[row * length + i]) = (rows[row][inside], inside + (before?[row] ?? 0));
            }
            mask.Slice(row * total, before?[row] ?? 0).Fill(1);
            mask.Slice(row * total + past, rows[row].Length).Fill(1);
        }
    }

    private static bool Close(float[] expected, float[] found, double tolerance)
    {
        var range = expected.Max() - expected.Min();
        return expected.Zip(found).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance * Math.Max(range, 1e-6f));
    }
}
