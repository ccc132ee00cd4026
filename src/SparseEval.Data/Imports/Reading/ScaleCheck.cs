namespace SparseEval.Data;

/// <summary>Doubts scores that are shares where a full score is said to be a larger number: divided by it, they would be far too small without anybody's notice.</summary>
/// <param name="scale">What a full score is.</param>
internal sealed class ScaleCheck(double scale)
{
    private const double LeastScale = 10;
    private bool _shares;
    private bool _ones;
    private bool _full;
    private bool _between;

    /// <param name="score">As the source has it.</param>
    public void See(double score)
    {
        if (score == 1) _ones = true;
        else if (score > 0 && score < 1) _shares = true;
        else if (score == scale) _full = true;
        else if (score > 1) _between = true;
    }

    /// <summary>Where every score above 0 lies in (0, 1], or where all are 0, 1 and full ones.</summary>
    public Diagnostic? Remark(string model) => scale < LeastScale ? null
        : (_shares || _ones) && !_full && !_between ? Doubt($"No score of '{model}' is above 1, though a full score is said to be {Number}. If they are shares already, they are {Number} times too small here: import this model without --score-scale")
        : _ones && _full && !_shares && !_between ? Doubt($"Scores of '{model}' are 0, 1 and {Number} and nothing between: two scales seem to be mixed, and a 1 counts as {FormattableString.Invariant($"{1 / scale:0.####}")} here. Bring them to one scale")
        : null;

    private string Number => FormattableString.Invariant($"{scale:0.####}");

    private static Diagnostic Doubt(string sentence) => new("SPE0069", DiagnosticSeverity.Warning, $"{sentence}.");
}
