using System.Globalization;
using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Composition;

/// <summary>Sizes as users write them.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, double Bytes)[] Units = [("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3), ("KB", 1e3), ("B", 1), ("", 1)];

    /// <summary>Bytes, or null where the setting is not in force.</summary>
    public static long? Of(SettingValues values, Setting setting)
    {
        if (values.Text(setting) is not { } text) return null;
        var (unit, scale) = Units.First(u => text.EndsWith(u.Unit, StringComparison.Ordinal));
        return double.TryParse(text.AsSpan(0, text.Length - unit.Length).Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number * scale is >= 0 and < 1e18 ? (long)(number * scale)
            : throw new SparseEvalException($"{values.Origin(setting)} is '{text}'; give a size such as 500MB or 2GB.");
    }
}
