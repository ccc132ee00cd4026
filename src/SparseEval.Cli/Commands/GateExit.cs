using System.Globalization;
using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Commands;

/// <summary>The exit code of a gate as the job wants it.</summary>
/// <param name="Strict">INCONCLUSIVE fails.</param>
/// <param name="Fail">In the place of 3 and 4, or null.</param>
/// <param name="Ignored">Codes that become 0.</param>
internal sealed record GateExit(bool Strict, int? Fail, IReadOnlyList<int> Ignored)
{
    private static readonly int[] Ignorable = [ExitCode.NoGo, ExitCode.Inconclusive, ExitCode.InvalidSample];

    public static GateExit Of(SettingValues values)
    {
        var chosen = values.Strongest([GateSettings.Strict, GateSettings.NoStrict]);
        var strict = chosen is null || (chosen == GateSettings.Strict ? values.IsOn(chosen) : !values.IsOn(chosen));
        var fail = values.Integer(GateSettings.FailExitCode, least: 1);
        if (fail > 255) throw new SparseEvalException($"{values.Origin(GateSettings.FailExitCode)} is {fail}; exit codes end at 255.");
        return new(strict, fail, Codes(values));
    }

    public int Code(GateOutcome outcome)
    {
        var code = outcome switch
        {
            GateOutcome.Go => ExitCode.Done,
            GateOutcome.NoGo => ExitCode.NoGo,
            GateOutcome.Inconclusive => Strict ? ExitCode.Inconclusive : ExitCode.Done,
            _ => ExitCode.InvalidSample,
        };
        return Ignored.Contains(code) ? ExitCode.Done : code is ExitCode.NoGo or ExitCode.Inconclusive ? Fail ?? code : code;
    }

    private static int[] Codes(SettingValues values) => values.Text(GateSettings.IgnoreExitCode) is not { } text ? []
        : [.. text.Split(',', StringSplitOptions.TrimEntries).Select(code => int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Ignorable.Contains(number) ? number
            : throw new SparseEvalException($"{values.Origin(GateSettings.IgnoreExitCode)} is '{text}'; give codes among {string.Join(", ", Ignorable)}, such as 4 or 4,5."))];
}
