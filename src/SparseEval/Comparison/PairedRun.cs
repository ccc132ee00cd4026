namespace SparseEval;

/// <summary>The difference of two models, A minus B, under watch; or A minus a share of B.</summary>
public sealed class PairedRun
{
    private readonly ISequenceRun _run;
    private readonly Func<ISequenceRun> _begin;
    private readonly List<(int Item, double Contrast)> _taken = [];
    private (ISequenceRun Low, ISequenceRun High)? _ends;
    private readonly int _population;
    private readonly double _share;

    internal PairedRun(Func<ISequenceRun> begin, int population, double share) => (_begin, _run, _population, _share) = (begin, begin(), population, share);

    /// <summary>Number of items taken.</summary>
    public int Count => _run.Count;

    /// <summary>The estimated difference so far.</summary>
    public double Value => (1 + _share) * _run.Value - _share;

    /// <summary>Holds the difference at every moment at once.</summary>
    public ConfidenceInterval Interval => Gates.Unscale(_run.Interval, _share)!;

    /// <summary>Items that came without a score of both (<see cref="Take"/>).</summary>
    public int Missing { get; private set; }

    /// <summary>The interval with each missing score at the end of the scale that speaks against a claim: its lower end with those of A 0 and of B 1, its upper end the other way round. That of <see cref="Interval"/> where none is missing.</summary>
    public ConfidenceInterval AtWorst => _ends is not { } ends ? Interval
        : MissingEnds.Hull(Interval, Gates.Unscale(ends.Low.Interval, _share), Gates.Unscale(ends.High.Interval, _share));

    /// <summary>What a reader must know.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _run.Diagnostics;

    /// <summary>For stopping rules.</summary>
    public StreamState State => new(Interval, Value, Count, _population);

    internal ISequenceRun Inner => _run;

    /// <summary>Takes the next item of the random order.</summary>
    /// <param name="item">Position in the benchmark; each once.</param>
    /// <param name="a">Score of A in [0, 1].</param>
    /// <param name="b">Score of B in [0, 1].</param>
    /// <exception cref="SparseEvalException">The item came before, or a score is out of range.</exception>
    public void Add(int item, double a, double b)
    {
        if (!(a >= 0 && a <= 1 && b >= 0 && b <= 1)) throw new SparseEvalException($"Item {item} has the scores {a} and {b}; scores lie in [0, 1].");
        var contrast = Contrast(a, b);
        _run.Add(item, contrast);
        if (_ends is { } ends) Feed(ends, item, contrast, contrast);
        else _taken.Add((item, contrast));
    }

    /// <summary>Takes the next item of the random order, with or without its scores.</summary>
    /// <param name="item">As for <see cref="Add"/>.</param>
    /// <param name="a">Score of A, or null where it has none: the item is then left out of <see cref="Interval"/> and counted in <see cref="AtWorst"/>.</param>
    /// <param name="b">Score of B, likewise.</param>
    /// <exception cref="SparseEvalException">As for <see cref="Add"/>.</exception>
    public void Take(int item, double? a, double? b)
    {
        if (a is { } x && b is { } y)
        {
            Add(item, x, y);
            return;
        }
        Missing++;
        _ends ??= Begin();
        Feed(_ends.Value, item, Contrast(a ?? 0, b ?? 1), Contrast(a ?? 1, b ?? 0));
    }

    /// <summary>Both ends from the first item on; what was kept for them is let go.</summary>
    private (ISequenceRun Low, ISequenceRun High) Begin()
    {
        var ends = (_begin(), _begin());
        foreach (var (item, contrast) in _taken) Feed(ends, item, contrast, contrast);
        _taken.Clear();
        _taken.TrimExcess();
        return ends;
    }

    private static void Feed((ISequenceRun Low, ISequenceRun High) ends, int item, double low, double high)
    {
        ends.Low.Add(item, low);
        ends.High.Add(item, high);
    }

    private double Contrast(double a, double b) => Math.Clamp((a - _share * b + _share) / (1 + _share), 0, 1);
}
