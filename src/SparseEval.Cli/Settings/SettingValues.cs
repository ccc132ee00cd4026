using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace SparseEval.Cli.Settings;

/// <summary>The values in force: flag before environment variable before plan file. Errors say which of them a value came from.</summary>
internal sealed class SettingValues
{
    private readonly ParseResult _parsed;
    private readonly IReadOnlyDictionary<string, string> _plan;
    private readonly string? _planPath;
    private readonly IReadOnlyDictionary<string, Setting> _inPlaceOf = new Dictionary<string, Setting>();
    private readonly HashSet<string> _hidden = [];

    public SettingValues(ParseResult parsed, string? planPath)
    {
        _parsed = parsed;
        _planPath = planPath;
        _plan = planPath is null ? new Dictionary<string, string>() : PlanFile.Read(planPath);
    }

    /// <summary>The same flags and variables over another plan file.</summary>
    public SettingValues WithPlan(string path) => new(_parsed, path);

    /// <summary>The same with another model in the plan's place; a flag still comes before it.</summary>
    public SettingValues WithModel(string path) => WithPlanned(KnownSettings.Model, path);

    /// <summary>The same with one value in the plan's place; a flag still comes before it.</summary>
    public SettingValues WithPlanned(Setting setting, string value) => new(_parsed, _planPath, new Dictionary<string, string>(_plan) { [setting.Name] = value });

    /// <summary>The same as one of two engines sees them.</summary>
    /// <param name="inPlaceOf">By name, the setting that stands for another; null for none.</param>
    /// <param name="hidden">Those that are not about this engine.</param>
    public SettingValues As(IReadOnlyDictionary<string, Setting>? inPlaceOf, IEnumerable<Setting> hidden) => new(_parsed, _planPath, _plan, inPlaceOf ?? new Dictionary<string, Setting>(), hidden);

    private SettingValues(ParseResult parsed, string? planPath, IReadOnlyDictionary<string, string> plan, IReadOnlyDictionary<string, Setting>? inPlaceOf = null, IEnumerable<Setting>? hidden = null)
    {
        (_parsed, _planPath, _plan) = (parsed, planPath, plan);
        if (inPlaceOf is not null) (_inPlaceOf, _hidden) = (inPlaceOf, [.. hidden!.Select(setting => setting.Name)]);
    }

    public string? Text(Setting setting) => Find(setting)?.Value;

    public string Required(Setting setting) => Text(setting)
        ?? throw new SparseEvalException($"{Meant(setting).Flag} is needed: {Meant(setting).Description}");

    public bool IsOn(Setting setting) => Find(setting) is { } found && Parse(setting, found, "true or false",
        text => text.ToLowerInvariant() switch
        {
            "true" or "yes" or "1" => true,
            "false" or "no" or "0" => false,
            _ => (bool?)null,
        });

    public int? Integer(Setting setting, int least) => Find(setting) is { } found
        ? Parse(setting, found, $"a whole number from {least} up",
            text => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= least ? value : (int?)null)
        : null;

    public ulong? Seed(Setting setting) => Find(setting) is { } found
        ? Parse(setting, found, "a whole number from 0 up",
            text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : (ulong?)null)
        : null;

    public double? Number(Setting setting) => Find(setting) is { } found
        ? Parse(setting, found, "a number such as 0.95",
            text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : (double?)null)
        : null;

    /// <summary>An absolute path; a relative one is read from the plan file's folder where it stands there, else from the current folder.</summary>
    public string? FullPath(Setting setting) => Find(setting) is { } found ? FullPath(setting, found.Value, found.Source) : null;

    /// <summary>Absolute paths of a setting that may be given several times.</summary>
    public IReadOnlyList<string> FullPaths(Setting setting)
    {
        if (Find(setting) is not { } found) return [];
        var given = found.Source == Source.Flag ? _parsed.GetValue<string[]>(setting.Flag)! : found.Value.Split(',', StringSplitOptions.TrimEntries);
        return [.. given.Select(path => FullPath(setting, path, found.Source))];
    }

    /// <summary>Values of a setting that may be given several times; in a plan file or variable they are separated by '|'.</summary>
    public IReadOnlyList<string> Texts(Setting setting) =>
        Find(setting) is not { } found ? [] : found.Source == Source.Flag ? _parsed.GetValue<string[]>(setting.Flag)! : found.Value.Split('|');

    /// <summary>True where the flag itself was given.</summary>
    public bool IsFlag(Setting setting) => Find(setting)?.Source == Source.Flag;

    /// <summary>True where the plan file alone gives it.</summary>
    public bool IsFromPlan(Setting setting) => Find(setting)?.Source == Source.Plan;

    /// <summary>True where it is given, and nothing that it is about was named in a stronger place.</summary>
    public bool IsMeantFor(Setting setting, params ReadOnlySpan<Setting?> named)
    {
        if (Find(setting) is not { } found) return false;
        foreach (var other in named)
        {
            if (other is not null && Find(other) is { } about && about.Source < found.Source) return false;
        }
        return true;
    }

    /// <summary>The flag that says it here.</summary>
    public string FlagOf(Setting setting) => Meant(setting).Flag;

    /// <summary>The plan file, or null where there is none.</summary>
    public string? PlanPath => _planPath;

    /// <summary>
    /// Of settings that exclude one another, the one in force: that of the flags, else of the environment, else of the plan; null where none is
    /// given. Two in the same place are refused.
    /// </summary>
    public Setting? Strongest(IReadOnlyList<Setting> rivals)
    {
        var given = rivals.Where(setting => Find(setting) is not null).GroupBy(setting => Find(setting)!.Source).OrderBy(group => group.Key).FirstOrDefault()?.ToList();
        if (given is { Count: > 1 })
            throw new SparseEvalException($"{string.Join(" and ", given.Select(Origin))} cannot be given together. Keep one.");
        return given?[0];
    }

    /// <summary>How to name where the value came from in an error.</summary>
    public string Origin(Setting setting) => Find(setting) is { } found ? Origin(setting, found.Source) : Meant(setting).Flag;

    private Setting Meant(Setting setting) => _inPlaceOf.GetValueOrDefault(setting.Name, setting);

    private string FullPath(Setting setting, string path, Source source)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new SparseEvalException($"{Origin(setting, source)} is empty; give a path.");
        return Path.GetFullPath(path, source == Source.Plan ? Path.GetDirectoryName(Path.GetFullPath(_planPath!))! : Directory.GetCurrentDirectory());
    }

    private string Origin(Setting setting, Source source) => source switch
    {
        Source.Flag => Meant(setting).Flag,
        Source.Environment => $"environment variable {Meant(setting).Variable}",
        _ => $"'{Meant(setting).Name}' in {_planPath}",
    };

    private T Parse<T>(Setting setting, Found found, string allowed, Func<string, T?> parse) where T : struct => parse(found.Value)
        ?? throw new SparseEvalException($"{Origin(setting, found.Source)} is '{found.Value}'; give {allowed}.");

    private Found? Find(Setting asked)
    {
        if (_hidden.Contains(asked.Name)) return null;
        var setting = Meant(asked);
        if (!setting.IsPlanKey && _parsed.GetResult(setting.Flag) is OptionResult { Implicit: false } given && FlagText(setting) is { } flag && (setting.IsSwitch || given.Tokens.Count > 0))
            return new(flag, Source.Flag);
        if (Environment.GetEnvironmentVariable(setting.Variable) is { Length: > 0 } variable) return new(variable, Source.Environment);
        return _plan.TryGetValue(setting.Name, out var planned) ? new(planned, Source.Plan) : null;
    }

    private string? FlagText(Setting setting) =>
        setting.IsSwitch ? _parsed.GetValue<bool>(setting.Flag) ? "true" : "false"
        : setting.IsRepeatable ? _parsed.GetValue<string[]>(setting.Flag) is { Length: > 0 } several ? string.Join(',', several) : null
        : _parsed.GetValue<string>(setting.Flag);

    private enum Source { Flag, Environment, Plan }

    private sealed record Found(string Value, Source Source);
}
