namespace SparseEval.Evaluation;

/// <summary>The disk form of <see cref="CostSides"/>: what money depends on, so that it is worked out anew by the prices in force.</summary>
internal sealed record StoredSides
{
    public StoredSide Model { get; init; } = new();
    public StoredSide Judge { get; init; } = new();

    public static StoredSides? Of(CostSides? sides) => sides is null ? null : new() { Model = StoredSide.Of(sides.Model), Judge = StoredSide.Of(sides.Judge) };

    public CostSides ToSides() => new(Model.ToCost(), Judge.ToCost());
}
