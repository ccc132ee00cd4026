using System.Text;

namespace SparseEval.Data;

/// <summary>Reads CSV as RFC 4180 says: fields in double quotes may hold delimiters, doubled quotes and line breaks. Blank lines are skipped.</summary>
internal sealed class CsvReader(Utf8LineReader reader, char delimiter)
{
    private readonly List<string> _fields = [];
    private readonly StringBuilder _quoted = new();

    /// <summary>1-based line on which the record that was read last begins.</summary>
    public int Line { get; private set; }

    /// <summary>The next record's fields, valid until the next call; null at the end.</summary>
    public IReadOnlyList<string>? Read()
    {
        while (reader.TryRead(out var bytes))
        {
            if (bytes.IsEmpty) continue;
            Line = reader.Line;
            _fields.Clear();
            Split(Encoding.UTF8.GetString(bytes.Span));
            return _fields;
        }
        return null;
    }

    /// <summary>A sentence that begins with the file and the record's line.</summary>
    public SparseEvalException Error(string sentence) => reader.Error(Line, sentence);

    private void Split(string line)
    {
        var at = 0;
        while (true)
        {
            if (at < line.Length && line[at] == '"')
            {
                at = ReadQuoted(ref line, at + 1);
            }
            else
            {
                var end = line.IndexOf(delimiter, at);
                _fields.Add(end < 0 ? line[at..] : line[at..end]);
                at = end < 0 ? line.Length : end;
            }
            if (at == line.Length) return;
            at++; // past the delimiter
        }
    }

    /// <summary>Reads on in the lines that follow while the quote is open; returns the place after the closing quote.</summary>
    private int ReadQuoted(ref string line, int at)
    {
        _quoted.Clear();
        while (true)
        {
            var quote = line.IndexOf('"', at);
            if (quote < 0)
            {
                _quoted.Append(line, at, line.Length - at).Append('\n');
                if (!reader.TryRead(out var more)) throw Error("a quoted field is never closed. Close it with a double quote, and double the quotes inside it.");
                (line, at) = (Encoding.UTF8.GetString(more.Span), 0);
                continue;
            }
            _quoted.Append(line, at, quote - at);
            at = quote + 1;
            if (at == line.Length || line[at] == delimiter) break;
            if (line[at] != '"') throw Error($"text follows the closing quote of field {_fields.Count + 1}. Double the quotes inside a quoted field.");
            _quoted.Append('"');
            at++;
        }
        _fields.Add(_quoted.ToString());
        return at;
    }
}
