namespace SparseEval.Cli.Settings;

/// <summary>What <c>power</c> takes.</summary>
internal static class PowerSettings
{
    public static readonly Setting Items = new("items", "Numbers of items, separated by commas: what each can tell.") { ValueName = "list" };
    public static readonly Setting Margins = new("margins", "Differences and half-widths, separated by commas: how many items each takes. Default 0.01,0.02,0.03,0.05,0.1.") { ValueName = "list" };
    public static readonly Setting Power = new("power", "Wanted probability of detecting a difference; default 0.8.") { ValueName = "number" };
    public static readonly Setting Variance = new("variance", "Variance of the difference from item to item, in the place of past models'; for right-or-wrong scores the share of items on which the two disagree.") { ValueName = "number" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Setting> Own = [Items, Margins, Power, Variance];
}
