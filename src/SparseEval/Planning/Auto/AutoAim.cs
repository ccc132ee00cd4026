namespace SparseEval;

/// <summary>What the answer is for.</summary>
public enum AutoAim
{
    /// <summary>
    /// A score with a confidence interval that rests on the random draw and holds for any model. For graded scores its ends may come from past models' studentised errors instead, never inside the t interval: such an interval
    /// (<c>history-calibrated</c>) holds for models that err like the past ones, and less often for a model that, say, fails with 0 where none of them did. The reason of the choice says so.
    /// </summary>
    Interval,

    /// <summary>The most precise score, without an interval.</summary>
    Point,

    /// <summary>A precise score with a narrow band that holds for models exchangeable with the past ones; a guard falls back to <see cref="Interval"/> for others.</summary>
    Band,
}
