using System.IO.Compression;

namespace SparseEval.Onnx;

/// <summary>PNG of 8 bits: grey, colour, palette, transparency passed over; no interlacing. (W3C Portable Network Graphics, third edition.)</summary>
internal static class PngImage
{
    private static readonly Dictionary<int, int> ChannelsOfKind = new() { [0] = 1, [2] = 3, [3] = 1, [4] = 2, [6] = 4 };

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static ImageFile Read(byte[] file)
    {
        var (header, palette, data) = (Array.Empty<byte>(), Array.Empty<byte>(), new MemoryStream());
        for (var at = Signature.Length; ;)
        {
            var length = ImageFile.Big(file.AsSpan(at, 4));
            var kind = System.Text.Encoding.ASCII.GetString(file, at + 4, 4);
            var chunk = file.AsSpan(at + 8, length);
            if (kind == "IEND") break;
            if (kind == "IHDR") header = chunk.ToArray();
            else if (kind == "PLTE") palette = chunk.ToArray();
            else if (kind == "IDAT") data.Write(chunk);
            at += length + 12;
        }
        var (width, height) = ImageFile.Sides(ImageFile.Big(header.AsSpan(0, 4)), ImageFile.Big(header.AsSpan(4, 4)));
        if (header[8] != 8 || header[12] != 0 || !ChannelsOfKind.TryGetValue(header[9], out var stored))
            throw new InvalidDataException("it is a PNG of other than 8 bits a channel, or interlaced; convert it");
        return Pixels(Unfiltered(data, width * stored, height, stored), width, height, stored, header[9] == 3 ? palette : null);
    }

    private static byte[] Unfiltered(MemoryStream compressed, int stride, int height, int pixel)
    {
        compressed.Position = 0;
        using var stream = new ZLibStream(compressed, CompressionMode.Decompress);
        var rows = new byte[checked(stride * height)];
        for (var y = 0; y < height; y++)
        {
            var filter = stream.ReadByte();
            stream.ReadExactly(rows, y * stride, stride);
            for (var x = 0; x < stride; x++)
            {
                int left = x >= pixel ? rows[y * stride + x - pixel] : 0, up = y > 0 ? rows[(y - 1) * stride + x] : 0, corner = x >= pixel && y > 0 ? rows[(y - 1) * stride + x - pixel] : 0;
                rows[y * stride + x] += (byte)(filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => throw new InvalidDataException($"it uses filter {filter}, which there is none") });
            }
        }
        return rows;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - (2 * corner)));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    private static ImageFile Pixels(byte[] rows, int width, int height, int stored, byte[]? palette)
    {
        if (palette is not null) return new ImageFile(width, height, 3, [.. rows.SelectMany(index => palette.AsSpan(3 * index, 3).ToArray())]);
        var channels = stored < 3 ? 1 : 3;
        if (stored == channels) return new ImageFile(width, height, channels, rows);
        var values = new byte[width * height * channels];
        for (var i = 0; i < width * height; i++) rows.AsSpan(i * stored, channels).CopyTo(values.AsSpan(i * channels));
        return new ImageFile(width, height, channels, values);
    }
}
