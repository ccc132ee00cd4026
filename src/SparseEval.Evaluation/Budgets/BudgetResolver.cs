namespace SparseEval.Evaluation;

/// <summary>Turns a budget into a number of items.</summary>
internal static class BudgetResolver
{
    private static readonly Dictionary<int, double?> NothingScored = [];

    /// <exception cref="SparseEvalException">The budget does not fit the benchmark, or is of one item and a single score carries no estimate.</exception>
    public static int Resolve(RunPlan plan, CostForecast forecast)
    {
        var items = Items(plan, forecast);
        if (items == 1 && plan.Frame.Count > 1 && plan.Watch is null) RequireVariance(plan);
        return items;
    }

    private static int Items(RunPlan plan, CostForecast forecast)
    {
        var all = plan.Frame.Count;
        return plan.Budget.Kind switch
        {
            BudgetKind.Items => (int)plan.Budget.Amount <= all ? (int)plan.Budget.Amount : throw new SparseEvalException(
                $"A budget of {plan.Budget} is more than benchmark '{plan.Frame.Benchmark.Name}' has: {all} items. Give at most {all}."),
            BudgetKind.Fraction => Math.Min(all, (int)Math.Ceiling(plan.Budget.Amount * all)),
            BudgetKind.Tokens => LargestThatFits(plan, items => Tokens(forecast.Total(items))),
            BudgetKind.Flops => LargestThatFits(plan, items => forecast.Total(items).ForwardFlops),
            _ => HalfWidthBudget.Resolve(plan),
        };
    }

    /// <summary>The drawn set of a design that needs no scores.</summary>
    public static Sample Draw(RunPlan plan, int items)
    {
        var pass = plan.Design.Begin(plan.Frame, items, plan.Seed);
        while (pass.TryNext(NothingScored, out _)) { }
        return pass.Sample;
    }

    /// <summary>Asks the estimator about a score that might come, so that what cannot be estimated is not run first.</summary>
    private static void RequireVariance(RunPlan plan)
    {
        try
        {
            plan.Estimator.Estimate(new(Draw(plan, 1), [1]), plan.Options);
        }
        catch (SparseEvalException exception)
        {
            throw new SparseEvalException($"A budget of 1 item is too small for design '{plan.Design.Name}' and estimator '{plan.Estimator.Name}': {exception.Message}", exception);
        }
    }

    private static double Tokens(ComputeCost cost) => cost.InputTokens + cost.OutputTokens;

    // A larger n extends a smaller one's items, so the cost grows with n and halving finds the largest n that fits.
    private static int LargestThatFits(RunPlan plan, Func<IEnumerable<int>, double> cost)
    {
        var (fits, tooMany) = (0, plan.Frame.Count + 1);
        while (tooMany - fits > 1)
        {
            var middle = fits + (tooMany - fits) / 2;
            if (DrawnCost(plan, middle, cost) is var drawn && !(drawn > plan.Budget.Amount)) fits = middle;
            else tooMany = middle;
        }
        if (fits > 0 && DrawnCost(plan, fits, cost) is not null) return fits;
        throw new SparseEvalException($"A budget of {plan.Budget} is below the predicted cost of the smallest sample that design '{plan.Design.Name}' can draw. Raise it.");
    }

    // Null where the design cannot draw so few items; a larger n is then to be tried.
    private static double? DrawnCost(RunPlan plan, int items, Func<IEnumerable<int>, double> cost)
    {
        try
        {
            return cost(Draw(plan, items).Items.Select(item => item.Index));
        }
        catch (SparseEvalException) when (items < plan.Frame.Count)
        {
            return null;
        }
    }
}
