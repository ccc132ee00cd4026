namespace SparseEval.Onnx.Tests;

/// <summary>What is worked out of logits where they lie, against the same on the processor.</summary>
public sealed unsafe class DeviceScoresTests
{
    private const int Vocabulary = 37, Positions = 11;

    // Seen failing with the last of equal logits, with totals of logits as they stand rather than below the largest, and with cells of a second part of the rows counted from the first row.
    [Theory]
    [InlineData("cpu", false, 1_000)]
    [InlineData("cpu", true, 1_000)]
    [InlineData("cpu", false, 2)]
    [InlineData("webgpu", false, 1_000)]
    [InlineData("webgpu", false, 3)]
    [InlineData("cuda", false, 1_000)]
    public void A_GPUs_scores_of_all_logits_are_the_processors(string provider, bool half, int mostRows) => On(provider, half, mostRows, (device, processor, _) =>
    {
        var pairs = Enumerable.Range(0, Positions - 1).SelectMany(place => new[] { 0, 5, Vocabulary - 1 }, (place, token) => (place, token)).ToList();
        var (expected, found) = (processor.LogProbabilities(pairs), device.LogProbabilities(pairs));
        for (var i = 0; i < pairs.Count; i++) Assert.Equal(expected[i], found[i], 1e-5 * Math.Max(1, Math.Abs(expected[i])));
        Assert.Equal(processor.Likeliest(), device.Likeliest());
        for (var place = 0; place < Positions - 1; place++) Assert.Equal(processor.Row(place).ToArray(), device.Row(place).ToArray());
    });

    // What no number is must not become one: an item is then missing.
    [Theory]
    [InlineData("cpu")]
    [InlineData("webgpu")]
    [InlineData("cuda")]
    public void A_GPUs_scores_of_NaN_and_infinity_are_none(string provider) => On(provider, false, 1_000, (device, _, set) =>
    {
        foreach (var (place, at, value) in new[] { (1, 3, float.NaN), (2, 0, float.PositiveInfinity), (3, 7, float.NegativeInfinity) }) set(place, at, value);
        for (var token = 0; token < Vocabulary; token++) set(4, token, float.NegativeInfinity);
        var found = device.LogProbabilities([(0, 2), (1, 2), (1, 3), (2, 0), (2, 1), (3, 2), (3, 7), (4, 1)]);
        Assert.Equal([true, false, false, false, false, true, false, false], found.Select(double.IsFinite));
        Assert.Equal([false, true, true, false, true], device.Likeliest()[..5].Select(token => token < 0));
    });

    private static void On(string provider, bool half, int mostRows, Action<DeviceLogits, ProcessorLogits, Action<int, int, float>> check)
    {
        if (provider != "cpu" && TinyGraph.Objection(OrtApi.Default, provider) is { } why) Assert.Skip(why);
        var random = new Random(3);
        // Whole numbers repeat, so that several are the largest; the first row is left out by the numbers of rows.
        var numbers = Enumerable.Range(0, Vocabulary * Positions).Select(_ => (float)random.Next(-20, 21)).ToArray();
        var halves = Array.ConvertAll(numbers, number => (Half)number);
        int[] rows = [.. Enumerable.Range(1, Positions - 1)];
        ProviderTrial.Open(OrtApi.Default, "of logits", [provider], new SessionPlace(1), target =>
        {
            fixed (float* wide = numbers)
            fixed (Half* narrow = halves)
            {
                var type = half ? TensorType.Float16 : TensorType.Float32;
                using var scores = new DeviceScores(type, Vocabulary, target with { Memory = target.Memory ?? DeviceMemory.Processor }, null) { MostRows = mostRows };
                using var logits = OrtApi.Default.CreateTensor(half ? narrow : wide, numbers.Length * (half ? 2L : 4), [1, Positions, Vocabulary], type);
                using var device = new DeviceLogits(scores, logits, rows);
                var first = (byte*)(half ? narrow : (void*)wide);
                check(device, new ProcessorLogits(new LogitRows(type, first, Vocabulary, new float[Vocabulary]), rows, new LogProbabilities(Vocabulary)), (place, token, value) => numbers[(rows[place] * Vocabulary) + token] = value);
            }
            return 0;
        });
    }
}
