namespace SparseEval.Bench.Calibration;

/// <summary>Corrected judges that are rarely wrong: coverage and half-width of the two-phase interval over shares of wrong grades, one-sided and two-sided.</summary>
internal static class RareDisagreement
{
    private static readonly (string Name, double TooKind)[] Sides = [("too kind", 1), ("too strict", 0), ("both", 0.5), ("4 to 1", 0.8)];

    public static void Print(int draws)
    {
        Console.WriteLine($"Right-or-wrong grades, simple random phases, {draws} draws a row: coverage % (interval too low / too high), mean half-width in points.");
        Console.WriteLine($"{"N",6} {"n",5} {"right",5} {"wrong",6} {"side",-10} {"m = 30",25} {"m = 50",25} {"m = 100",25} {"m = 200",25}");
        var looked = new List<(Setting Setting, double Cover)>();
        foreach (var (all, judged) in new[] { (1000, 1000), (300, 300), (1000, 300), (20_000, 300) })
            foreach (var right in new[] { 0.7, 0.95 })
                foreach (var wrong in new[] { 0.005, 0.01, 0.02, 0.05, 0.1, 0.2 })
                    foreach (var (side, tooKind) in Sides.Where(s => wrong * s.TooKind <= 1 - right + 1e-9))
                    {
                        Setting[] settings = [.. new[] { 30, 50, 100, 200 }.Select(m => new Setting(all, judged, m, right, wrong * tooKind, wrong * (1 - tooKind)))];
                        var cells = Array.ConvertAll(settings, setting => Cell(setting, draws, setting.Seed));
                        Console.WriteLine($"{all,6} {judged,5} {right,5} {wrong,6} {side,-10} {string.Join(' ', cells.Select(c => $"{c.Text,25}"))}");
                        looked.AddRange(settings.Zip(cells, (setting, cell) => (setting, cell.Cover)));
                    }
        Console.WriteLine($"Least coverage of {looked.Count} settings: {100 * looked.Min(l => l.Cover):0.0} %, with a standard error of {100 * Math.Sqrt(0.95 * 0.05 / draws):0.0} each.");
        Again([.. looked.OrderBy(l => l.Cover).Take(4)], 10 * draws);
    }

    /// <summary>The least of many is low by luck too: the lowest are drawn again.</summary>
    private static void Again((Setting Setting, double Cover)[] low, int draws)
    {
        Console.WriteLine($"The lowest again, {draws} new draws each (standard error {100 * Math.Sqrt(0.95 * 0.05 / draws):0.00}):");
        foreach (var (setting, cover) in low)
            Console.WriteLine($"N {setting.All}, n {setting.Judged}, m {setting.Trusted}, right {setting.Right}, too kind {setting.TooKind:0.####}, too strict {setting.TooStrict:0.####}: {100 * cover:0.0} %, again {Cell(setting, draws, setting.Seed + 1_000_003).Text}");
    }

    private static (double Cover, string Text) Cell(Setting setting, int draws, int seed)
    {
        var (all, judged, trusted, right, tooKind, tooStrict) = setting;
        var (ones, kind, strict) = ((int)Math.Round(right * all), (int)Math.Round(tooKind * all), (int)Math.Round(tooStrict * all));
        // Of the judge and the trusted grader: 11, 10, 01, 00.
        int[] population = [.. Enumerable.Repeat(0, ones - strict), .. Enumerable.Repeat(1, kind), .. Enumerable.Repeat(2, strict), .. Enumerable.Repeat(3, all - ones - kind)];
        var frame = new SamplingFrame(PairRows.Flat(all));
        var known = new Dictionary<string, ConfidenceInterval>();
        var (random, truth, low, high, width) = (new Random(seed), ones / (double)all, 0, 0, 0.0);
        for (var draw = 0; draw < draws; draw++)
        {
            for (var i = 0; i < judged; i++)
            {
                var j = random.Next(i, all);
                (population[i], population[j]) = (population[j], population[i]);
            }
            // Which trusted items stand where does not matter: kinds with their numbers decide.
            int[] second = [.. Enumerable.Range(0, judged).OrderBy(_ => random.Next()).Take(trusted)];
            var key = string.Join(' ', Enumerable.Range(0, 4).Select(k => $"{second.Count(i => population[i] == k)} {population.Take(judged).Count(x => x == k)}"));
            if (!known.TryGetValue(key, out var interval)) known[key] = interval = Interval(frame, population[..judged], second);
            low += interval.Upper < truth - 1e-9 ? 1 : 0;
            high += interval.Lower > truth + 1e-9 ? 1 : 0;
            width += interval.HalfWidth / draws;
        }
        var cover = 1 - (low + high) / (double)draws;
        return (cover, $"{100 * cover:0.0} ({100.0 * low / draws:0.0}/{100.0 * high / draws:0.0}) {100 * width,6:0.00}");
    }

    private sealed record Setting(int All, int Judged, int Trusted, double Right, double TooKind, double TooStrict)
    {
        public int Seed => 31 * Trusted + 17 * (int)Math.Round(TooKind * All) + 13 * (int)Math.Round(TooStrict * All) + Judged;
    }

    private static ConfidenceInterval Interval(SamplingFrame frame, int[] kinds, int[] second)
    {
        var sample = new Sample
        {
            Frame = frame,
            Design = "simple-random",
            Seed = 0,
            Items = [.. kinds.Select((_, i) => new SampledItem(i, 0, kinds.Length / (double)frame.Count))],
            Strata = [new("all", frame.Count, kinds.Length)],
        };
        return JudgeCorrection.Estimate(new(sample, [.. kinds.Select(k => (double?)(k < 2 ? 1 : 0))]), second.ToDictionary(i => i, i => kinds[i] % 2 == 0 ? 1.0 : 0.0)).Interval!;
    }
}
