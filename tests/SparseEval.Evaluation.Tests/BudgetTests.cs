namespace SparseEval.Evaluation.Tests;

public sealed class BudgetTests
{
    [Theory]
    [InlineData("300", BudgetKind.Items, 300)]
    [InlineData(" 500items ", BudgetKind.Items, 500)]
    [InlineData("1 item", BudgetKind.Items, 1)]
    [InlineData("0.1", BudgetKind.Fraction, 0.1)]
    [InlineData(".25", BudgetKind.Fraction, 0.25)]
    [InlineData("2Mtok", BudgetKind.Tokens, 2e6)]
    [InlineData("1.5ktokens", BudgetKind.Tokens, 1500)]
    [InlineData("1e15flop", BudgetKind.Flops, 1e15)]
    [InlineData("3Tflop", BudgetKind.Flops, 3e12)]
    [InlineData("2kitems", BudgetKind.Items, 2000)]
    public void I_can_write_a_budget(string text, BudgetKind kind, double amount)
    {
        var budget = Budget.Parse(text);
        Assert.Equal(kind, budget.Kind);
        Assert.Equal(amount, budget.Amount, 1e-9 * amount);
    }

    [Theory]
    [InlineData("0", "at least 1")]
    [InlineData("-5", "at least 1")]
    [InlineData("-0.5", "neither")]
    [InlineData("1.0", "neither")]
    [InlineData("2.5items", "whole number")]
    [InlineData("0tok", "at least 1")]
    [InlineData("-1flop", "above 0")]
    [InlineData("5apples", "unknown unit 'apples'")]
    [InlineData("3k", "unknown unit 'k'")]
    [InlineData("many", "not a budget")]
    [InlineData("", "not a budget")]
    [InlineData("1e400flop", "finite")]
    [InlineData("9999999999items", "whole number")]
    public void A_bad_budget_is_told_in_a_sentence(string text, string says) =>
        Assert.Contains(says, Assert.Throws<SparseEvalException>(() => Budget.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("60s")]
    [InlineData("10min")]
    [InlineData("5usd")]
    [InlineData("50kJ")]
    [InlineData("100joules")]
    public void What_is_known_only_afterwards_is_refused_by_name(string text) =>
        Assert.Contains("not known before the run", Assert.Throws<SparseEvalException>(() => Budget.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0.1, 30)]
    [InlineData(0.101, 31)]
    [InlineData(1.0, 300)]
    public void A_share_is_rounded_up_as_by_lm_evaluation_harness(double share, int items) =>
        Assert.Equal(items, Resolve(Budget.Fraction(share)));

    [Fact]
    public void More_items_than_there_are_is_refused() =>
        Assert.Contains("300 items", Assert.Throws<SparseEvalException>(() => Resolve(Budget.Items(301))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(20_000)]
    [InlineData(60_000)]
    [InlineData(1_000_000_000)]
    public void A_token_budget_draws_the_most_items_that_fit(long tokens)
    {
        using var fixture = new RunFixture();
        var plan = fixture.Plan with { Budget = Budget.Tokens(tokens) };
        var forecast = CostForecast.Of(fixture.Benchmark, Scorers.Auto(), fixture.Engine());
        var items = BudgetResolver.Resolve(plan, forecast);
        Assert.True(Tokens(items) <= tokens);
        if (items < 300) Assert.True(Tokens(items + 1) > tokens);
        else Assert.Equal(1_000_000_000, tokens);

        double Tokens(int n) => forecast.Total(BudgetResolver.Draw(plan, n).Items.Select(item => item.Index)) is var cost ? cost.InputTokens + cost.OutputTokens : 0;
    }

    [Fact]
    public void Operations_are_budgeted_alike()
    {
        using var fixture = new RunFixture();
        var forecast = CostForecast.Of(fixture.Benchmark, Scorers.Auto(), fixture.Engine());
        var items = BudgetResolver.Resolve(fixture.Plan with { Budget = Budget.Flops(3e7) }, forecast);
        Assert.InRange(BudgetResolver.Draw(fixture.Plan, items).Items.Sum(item => forecast.Predicted[item.Index].ForwardFlops), 2e7, 3e7);
    }

    [Fact]
    public void A_token_budget_below_the_smallest_sample_is_refused() =>
        Assert.Contains("smallest sample", Assert.Throws<SparseEvalException>(() => Resolve(Budget.Tokens(50))).Message, StringComparison.Ordinal);

    private static int Resolve(Budget budget)
    {
        using var fixture = new RunFixture();
        return BudgetResolver.Resolve(fixture.Plan with { Budget = budget }, CostForecast.Of(fixture.Benchmark, Scorers.Auto(), fixture.Engine()));
    }
}
