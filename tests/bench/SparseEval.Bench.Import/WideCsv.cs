using System.Text;

namespace SparseEval.Bench.Import;

/// <summary>A wide table of zeros and ones, one row a model; one cell in a thousand is empty.</summary>
internal static class WideCsv
{
    public static void Write(string path, int models, int items)
    {
        using var text = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        text.Write($"model,{string.Join(',', Enumerable.Range(0, items).Select(i => $"mmlu_subject_{i % 57}/{i}"))}\n");
        for (var m = 0; m < models; m++)
        {
            text.Write(LongCsv.Model(m));
            for (var i = 0; i < items; i++)
            {
                var mixed = unchecked((uint)(i * 2654435761) ^ (uint)(m * 40503 + i * m));
                text.Write(mixed % 1000 == 0 ? "," : mixed % 100 < 30 + m % 60 ? ",1" : ",0");
            }
            text.Write('\n');
        }
    }
}
