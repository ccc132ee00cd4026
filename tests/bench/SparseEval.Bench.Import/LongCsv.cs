using System.Text;

namespace SparseEval.Bench.Import;

/// <summary>A long table with names of usual length, items in another order for every model.</summary>
internal static class LongCsv
{
    public static string Model(int model) => $"organization-{model % 37}/model-{model:00000}";

    public static void Write(string path, int models, int items)
    {
        using var text = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        text.Write("model,item,score\n");
        for (var m = 0; m < models; m++)
            for (var k = 0; k < items; k++)
            {
                var i = (int)((k * 7919L + m * 31L) % items);
                var mixed = unchecked((uint)(i * 2654435761) ^ (uint)(m * 40503 + i * m));
                text.Write($"{Model(m)},mmlu_subject_{i % 57}/{i},{(mixed % 1000 == 0 ? "" : mixed % 100 < 30 + m % 60 ? "1" : "0")}\n");
            }
    }
}
