namespace SparseEval.Bench.Arena;

/// <summary>One line of peers.csv or ours.csv.</summary>
internal sealed record CellRow
{
    public const string Header = "matrix,kind,budget,n,method,source_of_code,splits_run,splits,draws,n_test,mae,rmse,bias,tau,coverage,mean_width,fit_s,predict_s,note";

    public required string Matrix { get; init; }

    public required string Kind { get; init; }

    public required string Budget { get; init; }

    public required int Items { get; init; }

    public required string Method { get; init; }

    public string Source { get; init; } = "ours";

    public string Splits { get; init; } = "";

    public double Draws { get; init; }

    public double Tests { get; init; }

    public required double Mae { get; init; }

    public double Rmse { get; init; }

    public double? Bias { get; init; }

    public double? Tau { get; init; }

    public double? Coverage { get; init; }

    public double? Width { get; init; }

    public double FitSeconds { get; init; }

    public double PredictSeconds { get; init; }

    public string Note { get; init; } = "";

    public string Cell => $"{Matrix}|{Kind}|{Budget}";

    public string ToCsv() => string.Join(',', Matrix, Kind, Budget, Items, Method, Source, Splits.Split('+').Length, Splits, $"{Draws:0.0}", $"{Tests:0.0}", Text(Mae), Text(Rmse), Text(Bias),
        Text(Tau), Text(Coverage), Text(Width), Text(FitSeconds), Text(PredictSeconds), Note.Replace(',', ';'));

    public static IEnumerable<CellRow> Read(string path)
    {
        if (!File.Exists(path)) return [];
        return File.ReadLines(path).Skip(1).Select(Cells).Where(c => c.Length >= 19 && c[10] != "").Select(c => new CellRow
        {
            Matrix = c[0],
            Kind = c[1],
            Budget = c[2],
            Items = int.Parse(c[3]),
            Method = c[4],
            Source = c[5],
            Splits = c[7],
            Draws = double.Parse(c[8]),
            Tests = double.Parse(c[9]),
            Mae = double.Parse(c[10]),
            Rmse = Number(c[11]) ?? 0,
            Bias = Number(c[12]),
            Tau = Number(c[13]),
            Coverage = Number(c[14]),
            Width = Number(c[15]),
            FitSeconds = Number(c[16]) ?? 0,
            PredictSeconds = Number(c[17]) ?? 0,
            Note = c[18],
        });
    }

    private static string[] Cells(string line)
    {
        var parts = line.Split('"');
        for (var i = 1; i < parts.Length; i += 2) parts[i] = parts[i].Replace(',', ';');
        return string.Concat(parts).Split(',');
    }

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text);

    private static string Text(double? number) => number is { } x ? $"{x:0.00000}" : "";
}
