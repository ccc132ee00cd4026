namespace SparseEval.Data.Tests.Imports;

/// <summary>What an import says of values that are probably not meant as they stand.</summary>
public sealed class RemarkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Blank, said to be missing and computed as NaN are three things.</summary>
    [Fact]
    public void Why_a_score_is_missing_is_counted_apart()
    {
        var runs = Data.Imports.Read(_folder.Write("t.csv", ["model,item,score", "m,a,1", "m,b,", "m,c,NaN", "m,d,nan", "m,e,NA", "m,f,None", "n,a,0", "n,b,NaN"]));
        Assert.Equal([("NA", 2), ("NaN", 2), ("empty", 1)], runs.Single(run => run.Model == "m").Missing.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => (r.Key, r.Value)));
        Assert.Equal([("NaN", 1)], runs.Single(run => run.Model == "n").Missing.Select(r => (r.Key, r.Value)));
        var wide = Assert.Single(Data.Imports.Read(_folder.Write("w.csv", ["model,a,b,c", "m,1,NaN,"])));
        Assert.Equal([("NaN", 1), ("empty", 1)], wide.Missing.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => (r.Key, r.Value)));
    }

    /// <summary>Else a model comes out a hundred times too small and nothing is said.</summary>
    [Fact]
    public void Shares_under_a_scale_of_a_hundred_are_doubted()
    {
        var path = _folder.Write("t.csv", ["model,item,score", .. Enumerable.Range(0, 9).SelectMany(i => new[] { $"pct,i{i},{50 * (i % 3)}", $"share,i{i},{0.5 * (i % 3)}", $"both,i{i},{(i % 3) switch { 0 => 0, 1 => 1, _ => 100 }}", $"none,i{i},0" })]);
        var told = Data.Imports.Read(path, new() { ScoreScale = 100 }).ToDictionary(run => run.Model, run => string.Join(' ', run.Diagnostics.Select(d => $"{d.Code}: {d.Message}")));
        Assert.Equal(("", ""), (told["pct"], told["none"]));
        Assert.StartsWith("SPE0069: No score of 'share' is above 1", told["share"], StringComparison.Ordinal);
        Assert.StartsWith("SPE0069: Scores of 'both' are 0, 1 and 100", told["both"], StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_differ_by_case_or_blanks_alone_are_remarked()
    {
        var history = ImportedHistory.Merge(Data.Imports.Read(_folder.Write("t.csv", ["model,item,score", "m,q1,1", "m,q2,0", "M,q1 ,1", "M,q2,1"])));
        Assert.Equal(["2 items have names", "2 models have names"], history.Diagnostics.Select(d => d.Message[..d.Message.IndexOf(" that", StringComparison.Ordinal)]));
        Assert.Contains("SPE0070", ImportRecord.Of(history), StringComparison.Ordinal);
        Assert.Empty(ImportedHistory.Merge(Data.Imports.Read(_folder.Write("u.csv", ["model,item,score", "m,q1,1", "m,q2,0"]))).Diagnostics);
    }

    /// <summary>Tools write -1 for what they do not know; a sum over parts with one is unknown too.</summary>
    [Fact]
    public void Costs_below_0_are_counted_and_taken_as_unknown()
    {
        string Row(int test, string usage, double cost) => FormattableString.Invariant($$"""{"testIdx":{{test}},"promptIdx":0,"score":1,"provider":{"id":"m"},"prompt":{"raw":"q"},"latencyMs":{{cost * 1000}},"cost":{{cost}},"tokenUsage":{{usage}}}""");
        var path = _folder.Write("out.jsonl", [Row(0, """{"prompt":5,"completion":7}""", 0.5), Row(1, """{"prompt":-1,"completion":-1}""", 0.25), Row(2, """{"prompt":4,"completion":6}""", -1)]);
        var run = Assert.Single(Data.Imports.Read(path, new() { Format = "promptfoo" }));
        Assert.Equal("4 costs are below 0 (tokens, seconds or dollars), of item '1' first, and taken as unknown.", Assert.Single(run.Diagnostics, d => d.Code == "SPE0072").Message);
        Assert.Equal([(5.0, 0.5, 0.5), (null, 0.25, 0.25), (4, null, null)], run.Scores.Select(s => (s.InputTokens, s.Seconds, s.Usd)));
        Assert.Equal((-1.0, 3.0, (double?)null), (RunCosts.Sum([2, -1, 4]), RunCosts.Sum([1, 2]), RunCosts.Sum([1, null])));
    }

    /// <summary>A category decides which average an item counts in.</summary>
    [Fact]
    public void An_item_of_two_categories_is_told()
    {
        var one = _folder.Write("one.csv", ["model,item,score,category", "m,a,1,law", "m,b,0,law", "n,a,0,physics", "n,b,1,law", "o,a,1,art", "o,b,1,"]);
        var history = ImportedHistory.Merge(Data.Imports.Read(one));
        Assert.Equal("1 item is of another category in one row than in another, 'a' first: 'law' and 'physics'. The first counts.", Assert.Single(history.Diagnostics, d => d.Code == "SPE0075").Message);
        Assert.Equal("law", history.Items.Single(item => item.Id == "a").Fields["category"]);
        var two = _folder.Write("two.csv", ["model,item,score,subject", "p,a,1,law", "p,b,0,history"]);
        var (mapped, other) = (Data.Imports.Read(two, new() { Map = new Dictionary<string, string> { ["category"] = "subject" } }), Data.Imports.Read(_folder.Write("three.csv", ["model,item,score,category", "q,a,1,law", "q,b,0,law"])));
        Assert.Contains("'b' first: 'law' and 'history'", Assert.Single(ImportedHistory.Merge([.. other, .. mapped]).Diagnostics).Message, StringComparison.Ordinal);
        Assert.Empty(ImportedHistory.Merge(other).Diagnostics);
    }

    [Theory]
    [InlineData("t.csv", ";", "separated by semicolons: save it with commas")]
    [InlineData("t.csv", "\t", "separated by tabs: call it .tsv")]
    [InlineData("t.tsv", ",", "separated by commas: call it .csv")]
    public void Another_separator_is_named(string name, string separator, string told)
    {
        var path = _folder.Write(name, [$"id{separator}score", $"a{separator}1"]);
        Assert.Contains(told, Assert.Throws<SparseEvalException>(() => ItemScores.Read(path)).Message, StringComparison.Ordinal);
        Assert.Contains(told, Assert.Throws<SparseEvalException>(() => Data.Imports.Read(path)).Message, StringComparison.Ordinal);
    }
}
