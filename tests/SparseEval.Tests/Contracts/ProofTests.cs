using System.Reflection;

namespace SparseEval.Tests.Contracts;

/// <summary>Every member of a catalog has a reference or enumeration test, and a calibration test where it has an interval; each says so itself with <see cref="ProvesAttribute"/>.</summary>
public sealed class ProofTests
{
    private static readonly ILookup<(Proof, string), string> Given = typeof(ProofTests).Assembly.GetTypes().SelectMany(t => t.GetMethods())
        .SelectMany(m => m.GetCustomAttributes<ProvesAttribute>().SelectMany(p => p.Members.Select(name => (Key: (p.Proof, name), Test: m.Name)))).ToLookup(p => p.Key, p => p.Test);

    private static IEnumerable<string> WithIntervals =>
    [
        .. Designs.All.Keys.Select(k => $"designs/{k}"),
        .. Estimators.All.Keys.Select(k => $"estimators/{k}"),
        .. Intervals.All.Keys.Select(k => $"intervals/{k}"),
        .. ConfidenceSequences.All.Keys.Select(k => $"sequences/{k}"),
    ];

    private static IEnumerable<string> All => [.. WithIntervals, .. SparseEval.HistoryModels.All.Keys.Select(k => $"history-models/{k}")];

    public static TheoryData<string> Exact() => [.. All];

    public static TheoryData<string> Calibrated() => [.. WithIntervals];

    [Theory, MemberData(nameof(Exact))]
    public void It_has_a_reference_or_enumeration_test(string member) => Assert.NotEmpty(Given[(Proof.Exact, member)]);

    [Theory, MemberData(nameof(Calibrated))]
    public void It_has_a_calibration_test(string member) => Assert.NotEmpty(Given[(Proof.Calibration, member)]);

    [Fact]
    public void Proofs_name_members_that_there_are() => Assert.Empty(Given.Select(g => g.Key.Item2).Except(All));
}
