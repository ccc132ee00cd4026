using System.Text.Json.Nodes;

namespace SparseEval.Reports.Tests;

/// <summary>Names of models that Vega or SVG cannot take are changed in charts alone.</summary>
public sealed class ChartTextTests
{
    // Before names were changed Vega read 'datum' of the prototype and drew nothing, and the SVG of a name with an escape character was none.
    [Fact]
    public void Names_are_made_fit_for_pictures()
    {
        var plain = ChartText.Plain(JsonNode.Parse("{\"a\":[\"x\\u001b[1m\",\"__proto__\",1,null,\"tab\\t\"],\"b\":{\"c\":\"\\u0000\"}}")!);
        Assert.Equal("x\uFFFD[1m", plain["a"]![0]!.GetValue<string>());
        Assert.Equal("__proto__\u200b", plain["a"]![1]!.GetValue<string>());
        Assert.Equal("tab\t", plain["a"]![4]!.GetValue<string>());
        Assert.Equal("\uFFFD", plain["b"]!["c"]!.GetValue<string>());
        Assert.Equal(1, plain["a"]![2]!.GetValue<int>());
    }

    [Fact]
    public void A_chart_holds_no_name_that_cannot_be_drawn()
    {
        var chart = new Chart
        {
            Id = "c",
            Title = "\u001bt",
            Summary = "s",
            Drawing = """{ "mark": "point" }""",
            Table = new([new("model", "model", CellFormat.Text)], [["__proto__"], ["a\u001b"]]),
        };
        Assert.DoesNotContain("\\u001b", chart.ToVegaLite(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"__proto__\"", chart.ToVegaLite(), StringComparison.Ordinal);
    }
}
