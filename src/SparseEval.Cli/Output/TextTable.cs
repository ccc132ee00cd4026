using Spectre.Console;

namespace SparseEval.Cli.Output;

/// <summary>Aligned tables without frames, the same in a terminal, a file and a paper's listing.</summary>
internal static class TextTable
{
    // A cell is never broken or cut: a table that is too wide for a terminal is still whole in a file.
    private const int Unlimited = 10_000;

    /// <param name="headings">One a column; a heading that ends in &gt; is of a column that aligns right.</param>
    public static void Write(TextWriter output, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().NoBorder();
        foreach (var heading in headings)
        {
            var right = heading.EndsWith('>');
            var column = new TableColumn(Markup.Escape(heading.TrimEnd('>'))).NoWrap().PadLeft(0).PadRight(3);
            table.AddColumn(right ? column.RightAligned() : column);
        }
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(PlainText.Line(cell))).ToArray());
        using var text = new StringWriter();
        Plain(text).Write(table);
        foreach (var line in text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)) output.WriteLine($"  {line.TrimEnd()}");
    }

    private static IAnsiConsole Plain(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = Unlimited;
        return console;
    }
}
