using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>What the output of a graph is.</summary>
public enum GraphAnswer
{
    /// <summary>Logits, [batch, labels]: continuations are labels, and their log-likelihoods the logarithm of softmax; asked for text, the likeliest label.</summary>
    Labels,

    /// <summary>A number an item, [batch] or [batch, 1]: asked for text, that number.</summary>
    Number,

    /// <summary>A vector an item, [batch, width], or one a token, [batch, sequence, width], averaged: continuations are scored by cosine with the context.</summary>
    Embedding,
}

/// <summary>How any ONNX model that is no decoder is opened and what its output means.</summary>
public sealed record GraphEngineOptions
{
    /// <summary>Path of the .onnx file. For texts, config.json and the tokenizer lie beside it, as for decoders.</summary>
    public required string ModelPath { get; init; }

    /// <summary>What the output is.</summary>
    public required GraphAnswer Answer { get; init; }

    /// <summary>
    /// The input that takes an item, its first dimension the batch: float32, float16 or float64, filled with the numbers of the item's prompt (a JSON list of the input's shape, such
    /// as an image's pixels, or a plain one of as many numbers, such as a table's row), or token ids [batch, sequence] of 32 or 64 bits, filled with its text and the special tokens
    /// that the tokenizer puts around it. Default <c>input_ids</c>, else the first.
    /// </summary>
    public string? Input { get; init; }

    /// <summary>
    /// Folder of images (PNG, PPM, PGM) and .npy files of the input's shape, or null. Where it is given and the input takes numbers, a prompt that is no JSON list names a file
    /// in it.
    /// </summary>
    public string? Files { get; init; }

    /// <summary>What is taken from a channel's pixels, after they are divided by 255: one number for all channels or one for each; default 0.</summary>
    public IReadOnlyList<double> PixelMean { get; init; } = [0];

    /// <summary>By what a channel is divided after that; default 1.</summary>
    public IReadOnlyList<double> PixelDeviation { get; init; } = [1];

    /// <summary>The output that is read; default the first.</summary>
    public string? Output { get; init; }

    /// <summary>Texts of the labels in the output's order.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <inheritdoc cref="OnnxEngineOptions.Providers"/>
    public IReadOnlyList<string> Providers { get; init; } = ["cuda", "webgpu", "cpu"];

    /// <inheritdoc cref="OnnxEngineOptions.Threads"/>
    public int Threads { get; init; }

    /// <inheritdoc cref="OnnxEngineOptions.MemoryLimit"/>
    public long? MemoryLimit { get; init; }

    /// <summary>Most items a batch, at least 1.</summary>
    public int MaxBatch { get; init; } = 32;

    /// <exception cref="SparseEvalException">A value is out of its range.</exception>
    internal void Validate()
    {
        if (MaxBatch < 1) throw new SparseEvalException($"MaxBatch is {MaxBatch}; at least 1 item is needed.");
        SessionPlace.Validate(Threads, MemoryLimit);
        if (PixelMean.Count is not (1 or 3) || PixelDeviation.Count is not (1 or 3) || !PixelMean.All(double.IsFinite) || !PixelDeviation.All(d => double.IsFinite(d) && d > 0))
            throw new SparseEvalException($"Means ({string.Join(", ", PixelMean)}) and deviations ({string.Join(", ", PixelDeviation)}) of pixels are one number or three each, deviations above 0.");
        if (Files is not null && !Directory.Exists(Files)) throw new SparseEvalException($"The folder of files '{Files}' does not exist.");
        if (Answer == GraphAnswer.Labels && Labels.Distinct().Count() is var distinct && (distinct < 2 || distinct < Labels.Count))
            throw new SparseEvalException($"{Labels.Count} labels were given, {distinct} of them different; give each of the output's labels, at least 2.");
    }
}
