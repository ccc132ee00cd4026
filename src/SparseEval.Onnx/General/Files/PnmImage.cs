namespace SparseEval.Onnx;

/// <summary>Binary PGM and PPM (P5, P6) of 8 bits.</summary>
internal static class PnmImage
{
    public static ImageFile Read(byte[] bytes)
    {
        var (channels, at) = (bytes[1] == (byte)'6' ? 3 : 1, 2);
        var (width, height) = ImageFile.Sides(Number(bytes, ref at), Number(bytes, ref at));
        if (Number(bytes, ref at) != 255) throw new InvalidDataException("its greatest value is not 255; convert it to 8 bits");
        // One character of white space ends the header.
        return new ImageFile(width, height, channels, bytes.AsSpan(at + 1, checked(width * height * channels)).ToArray());
    }

    private static long Number(byte[] bytes, ref int at)
    {
        while (bytes[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)'#')
        {
            if (bytes[at] == (byte)'#') while (bytes[at] != (byte)'\n') at++;
            at++;
        }
        var (number, start) = (0L, at);
        while (bytes[at] is >= (byte)'0' and <= (byte)'9' && at - start < 9) number = number * 10 + bytes[at++] - (byte)'0';
        return at > start ? number : throw new InvalidDataException("its header is broken");
    }
}
