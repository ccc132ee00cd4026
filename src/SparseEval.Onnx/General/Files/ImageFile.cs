using System.Buffers.Binary;

namespace SparseEval.Onnx;

/// <summary>Pixels of an image, 8 bits a channel.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 (grey) or 3 (red, green, blue).</param>
/// <param name="Values">Row by row, channels of a pixel together.</param>
internal sealed record ImageFile(int Width, int Height, int Channels, byte[] Values)
{
    public const int LargestSide = 1 << 14;

    /// <exception cref="SparseEvalException">The file cannot be read, or is no image of a kind that is known.</exception>
    public static ImageFile Read(string path) => Read(path, ItemFile.ReadBytes(path));

    /// <inheritdoc cref="Read(string)"/>
    public static ImageFile Read(string path, byte[] bytes)
    {
        try
        {
            return bytes.AsSpan().StartsWith(PngImage.Signature) ? PngImage.Read(bytes) : bytes.AsSpan().StartsWith("P6"u8) || bytes.AsSpan().StartsWith("P5"u8) ? PnmImage.Read(bytes)
                : throw new InvalidDataException("it is neither PNG nor PPM or PGM (P5, P6); convert it");
        }
        catch (Exception problem) when (problem is InvalidDataException or IndexOutOfRangeException or ArgumentOutOfRangeException or OverflowException or EndOfStreamException)
        {
            throw new SparseEvalException($"the image '{path}' cannot be read: {(problem is InvalidDataException ? problem.Message.TrimEnd('.') : "it is cut short")}.", problem);
        }
    }

    internal static (int Width, int Height) Sides(long width, long height) => width is > 0 and <= LargestSide && height is > 0 and <= LargestSide ? ((int)width, (int)height)
        : throw new InvalidDataException($"it is {width} x {height} pixels, where 1 to {LargestSide} are read");

    internal static int Big(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32BigEndian(bytes);
}
