using System.Diagnostics.CodeAnalysis;

namespace SparseEval;

/// <summary>One draw of a <see cref="StratifiedDesign"/>: all at once, or a pilot and then the rest.</summary>
internal sealed class StratifiedPass(StratifiedDesign design, IAllocation allocation, IReadOnlyList<Stratum> strata, AllocationInput input) : ISamplingPass
{
    private int[]? _pilot;
    private int[]? _units;

    public required string? UnitField { get; init; }

    public required ulong Seed { get; init; }

    public Sample Sample => Draw(_units ?? throw new SparseEvalException("The sample is not drawn yet: ask for items until there are no more."));

    public bool TryNext(IReadOnlyDictionary<int, double?> soFar, [NotNullWhen(true)] out IReadOnlyList<int>? items)
    {
        items = null;
        if (_units is not null) return false;
        if (allocation.PilotItems > 0 && _pilot is null) items = DrawPilot();
        else items = DrawRest(soFar);
        return items.Count > 0;
    }

    private List<int> DrawPilot()
    {
        var least = input.Strata.Sum(s => s.Least);
        var size = Math.Min(input.Budget, Math.Max(least, allocation.PilotItems));
        _pilot = [.. Allocations.Proportional().Allocate(input with { Budget = size })];
        if (size == input.Budget) _units = UnitsFor(_pilot);
        return ItemsBetween(new int[strata.Count], UnitsFor(_pilot));
    }

    private List<int> DrawRest(IReadOnlyDictionary<int, double?> soFar)
    {
        var pilot = _pilot ?? new int[strata.Count];
        var waiting = input.Strata.Select((s, h) => s with { Least = Math.Max(s.Least, pilot[h]) });
        var sizes = allocation.Allocate(input with { Strata = [.. waiting], Scores = soFar });
        _units = UnitsFor(sizes);
        return ItemsBetween(_pilot is null ? new int[strata.Count] : UnitsFor(_pilot), _units);
    }

    /// <summary>
    /// Whole clusters are counted, not items: their number is fixed before the draw as the items' share over the mean cluster size. Stopping when
    /// the drawn items reach the budget would make the number of clusters depend on which were drawn, and the variance formula wrong.
    /// </summary>
    private int[] UnitsFor(IReadOnlyList<int> sizes) => [.. strata.Select((s, h) => s.Units.Count == s.Items.Count ? sizes[h]
        : Math.Min(s.Units.Count, (int)Math.Round(sizes[h] * (double)s.Units.Count / s.Items.Count, MidpointRounding.AwayFromZero)))];

    private List<int> ItemsBetween(int[] from, int[] to) =>
        [.. strata.SelectMany((s, h) => s.Units.Take(to[h]).Skip(from[h]).SelectMany(u => u.Items)).Order()];

    private Sample Draw(int[] units) => new()
    {
        Frame = input.Frame,
        Design = design.Name,
        Seed = Seed,
        UnitField = UnitField,
        Strata = [.. strata.Select((s, h) => new StratumSample(s.Name, s.Units.Count, units[h]) { Items = s.Items.Count })],
        Items = [.. strata.SelectMany((s, h) => s.Units.Take(units[h]).SelectMany(u => u.Items)
            .Select(i => new SampledItem(i, h, units[h] / (double)s.Units.Count))).OrderBy(i => i.Index)],
    };
}
