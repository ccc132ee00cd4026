namespace SparseEval.Onnx;

/// <summary>Finds out by running it whether key/values that stay on the device, continued as they are and put together anew there, give the same logits.</summary>
internal static class BindingProbe
{
    private const double Tolerance = 1e-3;

    /// <exception cref="OrtException">The provider does not run it, or gives other logits.</exception>
    public static void Run(DecoderSession session)
    {
        session.Begin(1, 0, 3).Set(0, [1, 2, 3], 0);
        using var nothing = session.EmptyPast(1);
        using var pass = session.Run(nothing, 3, [2]);
        var straight = Continued(session, pass.Present);
        using var composed = session.Compose([new KeptRow(pass.Present, 0, 0, 3)]);
        Compare(straight, Continued(session, composed));
        // Out of two, as when rows enter.
        using var both = session.Compose([new KeptRow(composed, 0, 0, 3), new KeptRow(pass.Present, 0, 0, 3)]);
        using var second = session.Compose([new KeptRow(both, 1, 0, 3)]);
        Compare(straight, Continued(session, second));
    }

    private static float[] Continued(DecoderSession session, KeyValues past)
    {
        session.Begin(1, past.Length, 1).Set(0, [4], past.Length);
        using var pass = session.Run(past, 1, [0]);
        return pass.Logits.Row(0).ToArray();
    }

    private static void Compare(float[] expected, float[] found)
    {
        var range = Math.Max(expected.Max() - expected.Min(), 1e-6f);
        if (!expected.Zip(found).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance * range)) throw new OrtException(1, "Key/values that were put together on the device give other logits.");
    }
}
