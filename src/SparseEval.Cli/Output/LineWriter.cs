using System.Text;

namespace SparseEval.Cli.Output;

/// <summary>Prints what is meant as one line on one line: a name out of a file with a line break in it must not begin a line, which the log of a CI service may obey.</summary>
/// <param name="inner">Gets documents and progress as they are.</param>
internal sealed class LineWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(value);

    public override void Write(string? value) => inner.Write(value);

    public override void Write(char[] buffer, int index, int count) => inner.Write(buffer, index, count);

    public override Task WriteAsync(string? value) => inner.WriteAsync(value);

    public override void WriteLine() => inner.WriteLine();

    public override void WriteLine(string? value) => inner.WriteLine(value is null ? value : PlainText.Line(value));

    public override void Flush() => inner.Flush();
}
