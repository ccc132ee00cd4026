using System.Globalization;

namespace SparseEval.Reports;

/// <summary>Whether what the history predicts for unseen items comes true.</summary>
internal static class CalibrationSection
{
    private const string Id = "calibration";
    private const string Title = "Calibration of predictions";

    public static ReportSection Without(string why) => ReportSection.Without(Id, Title, why);

    /// <param name="pairs">Predicted and true scores of items that were not drawn.</param>
    /// <param name="what">Whose predictions they are.</param>
    public static ReportSection Of(IReadOnlyList<(double Predicted, double Observed)> pairs, string what)
    {
        if (pairs.Count == 0) return Without("Every item was drawn, so none was left to predict.");
        var calibration = PredictionCalibration.Of([.. pairs.Select(p => p.Predicted)], [.. pairs.Select(p => p.Observed)]);
        return new(Id, Title)
        {
            Lead = $"{what} Design-based intervals stay valid when predictions are poor; they only become wider.",
            Charts =
            [
                new()
                {
                    Id = "calibration-bins",
                    Title = "Predicted against true scores of items that were not drawn",
                    Summary = $"{Amounts.Of(calibration.Count, "prediction")} in bins of a tenth; they are {Amounts.Points(calibration.Error)} off on average, and {Amounts.Points(Math.Abs(calibration.Bias))} too {(calibration.Bias >= 0 ? "high" : "low")} over all.",
                    Note = "On the dashed line predictions come true on average. Size is the number of predictions.",
                    Table = Columns.Table(calibration.Bins, b => [string.Create(CultureInfo.InvariantCulture, $"{b.From:0.0}\u2013{b.To:0.0}"), (double)b.Count, b.Predicted, b.Observed, b.Predicted - b.Observed],
                        Columns.Text("bin", "predicted"), Columns.Count("count", "predictions"), Columns.Score("predicted", "mean prediction"), Columns.Score("observed", "mean score"), Columns.Score("difference", "difference")),
                    Drawing = """
                        { "width": "container", "height": 340, "layer": [
                          { "data": { "values": [{ "at": 0 }, { "at": 1 }] }, "mark": { "type": "line", "style": "reference" }, "encoding": { "x": { "field": "at", "type": "quantitative" }, "y": { "field": "at", "type": "quantitative" } } },
                          { "mark": { "type": "line", "strokeWidth": 1.5, "opacity": 0.5 }, "encoding": { "x": { "field": "predicted", "type": "quantitative" }, "y": { "field": "observed", "type": "quantitative" } } },
                          { "mark": { "type": "point", "opacity": 0.95 }, "encoding": {
                            "x": { "field": "predicted", "type": "quantitative", "title": "mean prediction", "scale": { "domain": [0, 1] } },
                            "y": { "field": "observed", "type": "quantitative", "title": "mean score", "scale": { "domain": [0, 1] } },
                            "size": { "field": "count", "type": "quantitative", "title": "predictions", "legend": null, "scale": { "range": [40, 500] } },
                            "tooltip": [{ "field": "bin" }, { "field": "count" }, { "field": "predicted", "format": ".3f" }, { "field": "observed", "format": ".3f" }] } }
                        ] }
                        """,
                },
            ],
        };
    }
}
