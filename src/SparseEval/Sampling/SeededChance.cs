namespace SparseEval;

/// <summary>Chance that belongs to a seed.</summary>
internal sealed class SeededChance(ulong seed, string name) : IChance
{
    private readonly SeededStream _stream = new(seed, name);

    public bool Happens(double probability) => _stream.Uniform() < probability;

    public int Pick(int count) => Math.Min(count - 1, (int)(_stream.Uniform() * count));
}
