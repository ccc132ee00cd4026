using System.Globalization;
using System.Text.Json;

namespace SparseEval.Reports.Tests;

/// <summary>A chart as the browser drew it: where its marks lie, in which colours, and what its axes say of these places.</summary>
internal sealed record DrawnMarks(IReadOnlyList<DrawnMark> Points, IReadOnlyList<DrawnMark> Rules, DrawnAxis? Across, DrawnAxis? Up)
{
    // Labels of the vertical axis stand 4 pixels below the place that they name, so that their middle is at it.
    private const string Script = """
        id => {
          const svg = document.querySelector(`#chart-${id} .chart svg`), number = (e, name) => Number(e.getAttribute(name) ?? 0);
          const at = e => { const m = e.getCTM(); return { x: m.e, y: m.f }; };
          const mark = e => ({ ...at(e), right: at(e).x + number(e, 'x2'), below: at(e).y + number(e, 'y2'), fill: e.getAttribute('fill') ?? '', stroke: e.getAttribute('stroke') ?? '' });
          const axis = letter => [...svg.querySelectorAll('g.role-axis')].filter(a => (a.getAttribute('aria-label') ?? '').startsWith(letter + '-axis')).map(a => ({
            log: a.getAttribute('aria-label').includes('for a log scale'), number: !a.getAttribute('aria-label').includes('discrete'),
            ticks: [...a.querySelectorAll('.role-axis-label text')].filter(t => t.getAttribute('opacity') !== '0').map(t => ({ text: t.textContent, at: letter === 'X' ? at(t).x : at(t).y - 4 })) }))[0] ?? null;
          const groups = kind => [...svg.querySelectorAll(`.mark-${kind}.role-mark`)].map(g => [...g.children].map(mark));
          return JSON.stringify({ points: groups('symbol')[0] ?? [], rules: groups('rule'), x: axis('X'), y: axis('Y') });
        }
        """;

    public static async Task<DrawnMarks> OfAsync(OpenPage open, string chart)
    {
        var read = JsonDocument.Parse(await open.Page.EvaluateAsync<string>(Script, chart)).RootElement;
        // Of several groups of rules the last is that of the data; reference lines come before.
        var rules = read.GetProperty("rules").EnumerateArray().Select(group => group.EnumerateArray().Select(Mark).ToList()).MaxBy(group => group.Count);
        return new([.. read.GetProperty("points").EnumerateArray().Select(Mark)], rules ?? [], Axis(read.GetProperty("x")), Axis(read.GetProperty("y")));
    }

    private static DrawnMark Mark(JsonElement mark)
    {
        double Number(string name) => mark.GetProperty(name).GetDouble();
        return new(Number("x"), Number("y"), Number("right"), Number("below"), mark.GetProperty("fill").GetString()!, mark.GetProperty("stroke").GetString()!);
    }

    private static DrawnAxis? Axis(JsonElement axis) => axis.ValueKind == JsonValueKind.Null || !axis.GetProperty("number").GetBoolean() ? null
        : new(axis.GetProperty("log").GetBoolean(), [.. axis.GetProperty("ticks").EnumerateArray().Where(t => t.GetProperty("text").GetString() != "").Select(t => (Value(t.GetProperty("text").GetString()!), t.GetProperty("at").GetDouble()))]);

    private static double Value(string label)
    {
        var text = label.Replace('\u2212', '-').Replace(",", "", StringComparison.Ordinal);
        return text.EndsWith('%') ? double.Parse(text[..^1], CultureInfo.InvariantCulture) / 100 : double.Parse(text, CultureInfo.InvariantCulture);
    }
}

/// <summary>In pixels of the picture; <c>Right</c> and <c>Below</c> are a rule's other end.</summary>
internal sealed record DrawnMark(double X, double Y, double Right, double Below, string Fill, string Stroke);

/// <summary>What a reader takes from an axis: which value lies where.</summary>
internal sealed record DrawnAxis(bool IsLog, IReadOnlyList<(double Value, double At)> Ticks)
{
    public double Place(double value)
    {
        double Scaled(double v) => IsLog ? Math.Log(v) : v;
        var (first, last) = (Ticks.MinBy(t => t.Value), Ticks.MaxBy(t => t.Value));
        return first.At + (Scaled(value) - Scaled(first.Value)) / (Scaled(last.Value) - Scaled(first.Value)) * (last.At - first.At);
    }
}
