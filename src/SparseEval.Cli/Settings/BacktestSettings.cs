namespace SparseEval.Cli.Settings;

/// <summary>What <c>backtest</c> alone takes, or takes several times.</summary>
internal static class BacktestSettings
{
    public static readonly Setting Designs = KnownSettings.Design with { Description = KnownSettings.Design.Description + " May be given more than once.", IsRepeatable = true };
    public static readonly Setting Estimators = KnownSettings.Estimator with { Description = KnownSettings.Estimator.Description + " May be given more than once.", IsRepeatable = true };
    public static readonly Setting Intervals = KnownSettings.Interval with { Description = KnownSettings.Interval.Description + " May be given more than once.", IsRepeatable = true };
    public static readonly Setting Budgets = new("budgets", "Numbers of items or shares of the benchmark, separated by commas: 25,50,100,5%.") { ValueName = "list" };
    public static readonly Setting Split = new("split", "Which models are held out: random, strongest, newest[:FIELD], family[:FIELD], or file:PATH with one model a line.") { ValueName = "how", Values = () => ["random", "strongest", "newest", "family", "file:"] };
    public static readonly Setting Models = new("models", "CSV with a column 'model' (or 'name') and fields such as family and date, for --split newest and family.") { ValueName = "file", IsPath = true };
    public static readonly Setting Draws = new("draws", "Draws of items in each fold; default 40.") { ValueName = "number" };
    public static readonly Setting Control = new("control", "Adds a negative control: everything again with the history's columns shuffled.") { IsSwitch = true };
    public static readonly Setting Threads = new("threads", "CPU threads; default all. The table is the same for any number.") { ValueName = "number" };
    public static readonly Setting Format = new("format", "What standard output carries: 'text' (the table), 'json' (with the data of charts) or 'csv'. Parquet goes to a file: -o table.parquet.") { ValueName = "format", Values = () => ["text", "json", "csv"] };
    public static readonly Setting Output = new("output", "Also writes the table to this file: .json, .csv or .parquet; .html writes a report with charts. May be given more than once.") { Alias = "-o", ValueName = "file", IsRepeatable = true };

    /// <summary>Keys of plan files that no other verb has.</summary>
    public static IReadOnlyList<Setting> Own => [Budgets, Split, Models, Draws, Control];
}
