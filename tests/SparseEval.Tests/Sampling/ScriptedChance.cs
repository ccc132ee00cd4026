namespace SparseEval.Tests.Sampling;

/// <summary>Walks through every outcome of an algorithm: runs it again and again, each time with the next string of decisions, and knows the probability of each string.</summary>
internal sealed class ScriptedChance : IChance
{
    private readonly List<(int Taken, double[] Options)> _path = [];
    private int _next;

    public static IEnumerable<(double Probability, T Outcome)> Outcomes<T>(Func<IChance, T> run)
    {
        var chance = new ScriptedChance();
        do
        {
            chance._next = 0;
            var outcome = run(chance);
            yield return (chance._path.Aggregate(1.0, (p, d) => p * d.Options[d.Taken]), outcome);
        }
        while (chance.Advance());
    }

    public bool Happens(double probability) => Decide([probability, 1 - probability]) == 0;

    public int Pick(int count) => Decide([.. Enumerable.Repeat(1.0 / count, count)]);

    private int Decide(double[] options)
    {
        if (_next == _path.Count) _path.Add((Next(options, 0), options));
        return _path[_next++].Taken;
    }

    private bool Advance()
    {
        while (_path.Count > 0)
        {
            var (taken, options) = _path[^1];
            _path.RemoveAt(_path.Count - 1);
            if (Next(options, taken + 1) is var more && more < options.Length)
            {
                _path.Add((more, options));
                return true;
            }
        }
        return false;
    }

    private static int Next(double[] options, int from)
    {
        while (from < options.Length && options[from] <= 1e-15) from++;
        return from;
    }
}
