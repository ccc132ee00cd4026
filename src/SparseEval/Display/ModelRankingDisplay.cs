namespace SparseEval;

internal sealed class ModelRankingDisplay : DisplaySource<ModelRanking>
{
    protected override string Html(ModelRanking value) => DisplayHtml.Table("Ranks that the pairs leave possible, all at once", ["model", "best rank", "worst rank"],
        [.. value.Ranks.Select((rank, m) => (IReadOnlyList<string>)[$"{m}", $"{rank.Best}", $"{rank.Worst}"])]);
}
