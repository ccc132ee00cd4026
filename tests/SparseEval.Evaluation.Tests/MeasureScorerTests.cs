namespace SparseEval.Evaluation.Tests;

/// <summary>Scorers whose name carries a bound, a range or a count.</summary>
public sealed class MeasureScorerTests
{
    private static readonly Item Choice = new("c", "?", "b", ["a", "b", "c", "d"]);

    [Theory]
    [InlineData(1, 0), InlineData(2, 0), InlineData(3, 1)]
    public void Top_k_counts_the_options_before_the_right_one_ties_in_the_items_order(int k, double score)
    {
        // -1, -2, -2, -1: before b stand a and d; equal c comes after it.
        Assert.Equal(score, Scorers.Top(k).Score(Choice, Logs("c", -1, -2, -2, -1)));
        Assert.Equal($"top:{k}", Scorers.Parse($"top:{k}").Name);
        Assert.Null(Scorers.Top(k).Score(Choice, new() { ItemId = "c", Cost = ComputeCost.Zero, Error = "x" }));
    }

    [Fact]
    public void Bits_per_byte_weighted_by_bytes_are_those_of_all_texts_together()
    {
        Item[] items = [new("a", "", "abcd"), new("b", "x", "\u4E2D\u6587!"), new("c", "", "z")];
        double[] logs = [-4, -9, -2.5];
        var scorer = Scorers.BitsPerByte();
        var scores = items.Zip(logs, (item, log) => scorer.Score(item, Logs(item.Id, log))!.Value).ToArray();
        var weights = Estimand.AnswerBytes.Weights(new Benchmark("texts", items));
        // 15.5 nats over 4 + 7 + 1 bytes.
        Assert.Equal(1 - (15.5 / Math.Log(2) / 12 / 8), scores.Zip(weights, (s, w) => s * w).Sum(), 12);
        Assert.Equal(4.0 / 12, weights[0], 12);
        var request = Assert.IsType<LogLikelihoodRequest>(scorer.CreateRequest(items[1]));
        Assert.Equal(("x", "\u4E2D\u6587!"), (request.Context, request.Continuations[0]));
        // A score is never clipped: beyond the bound the run ends and says what to do.
        var error = Assert.Throws<SparseEvalException>(() => scorer.Score(items[2], Logs("c", -30)));
        Assert.Contains("43.281 bits a byte, outside the stated range of 0 to 8. Give a larger bound, such as --scorer bits_per_byte:65", error.Message, StringComparison.Ordinal);
        Assert.Equal(1 - (30 / Math.Log(2) / 65), Scorers.Parse("bits_per_byte:65").Score(items[2], Logs("c", -30))!.Value, 12);
        Assert.Throws<SparseEvalException>(() => scorer.Score(items[2], Logs("c", 0.1)));
        Assert.Throws<SparseEvalException>(() => Estimand.AnswerBytes.Weights(new Benchmark("empty", [items[0], new("e", "x", "")])));
    }

    // Seen failing with the white space's bits over the answer's bytes alone.
    [Fact]
    public void White_space_that_ends_a_prompt_is_measured_with_the_answer()
    {
        var item = new Item("a", "Intro \n", "text");
        var request = Assert.IsType<LogLikelihoodRequest>(Scorers.BitsPerByte().CreateRequest(item));
        Assert.Equal(("Intro", " \ntext"), (request.Context, request.Continuations[0]));
        Assert.Equal(1 - (6 / Math.Log(2) / 6 / 8), Scorers.BitsPerByte().Score(item, Logs("a", -6))!.Value, 12);
        Assert.Equal([0.75, 0.25], Estimand.AnswerBytes.Weights(new Benchmark("two", [item, new("b", "x", "ab")])));
    }

    [Theory]
    [InlineData("the answer is 30", 0.8), InlineData("50", 1), InlineData("-4", 0.5), InlineData("1e9", 0.5), InlineData("no idea", 0)]
    public void Errors_are_shares_of_the_stated_range(string text, double score) =>
        Assert.Equal(score, Scorers.Parse("error:0..100").Score(new("n", "?", "50"), Said("n", text))!.Value, 12);

    [Fact]
    public void Similarities_are_cosines_and_nothing_else()
    {
        var item = new Item("s", "a cat", "a kitten");
        Assert.Equal(0.75, Scorers.Similarity().Score(item, Logs("s", 0.5) with { Similarities = [0.5] }));
        Assert.Contains("needs a model of embeddings", Assert.Throws<SparseEvalException>(() => Scorers.Similarity().Score(item, Logs("s", -0.5))).Message, StringComparison.Ordinal);
        Assert.Throws<SparseEvalException>(() => Scorers.Similarity().Score(item, Logs("s", 0) with { Similarities = [1.5] }));
    }

    [Theory]
    [InlineData("error"), InlineData("error:5"), InlineData("error:9..1"), InlineData("error:1..1"), InlineData("error:0..NaN"), InlineData("top"), InlineData("top:0"), InlineData("top:x"),
        InlineData("top:-1"), InlineData("bits_per_byte:0"), InlineData("bits_per_byte:abc"), InlineData("bits_per_byte:-3"), InlineData("similarity:2"), InlineData("nothing")]
    public void Names_that_lack_what_they_need_are_refused(string name) => Assert.Throws<SparseEvalException>(() => Scorers.Parse(name));

    [Fact]
    public void Items_of_another_kind_are_named()
    {
        Item[] free = [new("f", "?", "word"), new("g", "?", "500"), new("h", "?", "")];
        foreach (var (name, item) in new[] { ("top:2", free[0]), ("top:4", Choice), ("error:0..100", Choice), ("error:0..100", free[0]), ("error:0..100", free[1]), ("bits_per_byte", Choice), ("bits_per_byte", free[2]), ("similarity", Choice), ("similarity", free[2]) })
            Assert.Contains($"'{item.Id}'", Assert.Throws<SparseEvalException>(() => Scorers.Parse(name).CreateRequest(item)).Message, StringComparison.Ordinal);
    }

    private static Completion Logs(string id, params double[] logs) => new() { ItemId = id, LogLikelihoods = logs, Cost = ComputeCost.Zero };

    private static Completion Said(string id, string text) => new() { ItemId = id, Text = text, Cost = ComputeCost.Zero };
}
