namespace SparseEval.Data.Tests.Imports;

/// <summary>Reference: what DuckDB's zstd has packed. Real entries of inspect's logs are read in <see cref="RealFileTests"/>.</summary>
public sealed class ZstdTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("SELECT 'x' FROM range(0)")]
    [InlineData("SELECT 'one short line'")]
    [InlineData("SELECT repeat('a', 300000)")]
    [InlineData("SELECT i, i * i, 'item ' || (i % 97), md5(i::VARCHAR) FROM range(40000) t(i)")]
    [InlineData("SELECT md5(i::VARCHAR) || sha256(i::VARCHAR) FROM range(20000) t(i)")]
    [InlineData("SELECT chr((97 + (hash(i) % 26))::INT) FROM range(200000) t(i)")]
    [InlineData("SELECT 'the same words come again and again, ' || (i % 3) FROM range(100000) t(i)")]
    public void It_unpacks_what_DuckDB_packed(string sql)
    {
        using var connection = new DuckDbConnection(new DuckDbLimits());
        connection.Execute($"COPY ({sql}) TO {DuckDbConnection.Literal(_folder["a.csv"])} (HEADER true)");
        connection.Execute($"COPY ({sql}) TO {DuckDbConnection.Literal(_folder["a.csv.zst"])} (HEADER true, COMPRESSION zstd)");
        var (plain, packed) = (File.ReadAllBytes(_folder["a.csv"]), File.ReadAllBytes(_folder["a.csv.zst"]));
        Assert.Equal(plain, Zstd.Decode(packed, plain.Length));
        Assert.Equal([.. plain, .. plain], Zstd.Decode([.. packed, 0x5A, 0x2A, 0x4D, 0x18, 1, 0, 0, 0, 7, .. packed], 2 * plain.Length));
    }

    [Fact]
    public void Damage_is_an_error_and_never_another_fault()
    {
        using var connection = new DuckDbConnection(new DuckDbLimits());
        connection.Execute($"COPY (SELECT i, 'word ' || (i % 13), md5(i::VARCHAR) FROM range(3000) t(i)) TO {DuckDbConnection.Literal(_folder["a.zst"])} (FORMAT csv, COMPRESSION zstd)");
        connection.Execute($"COPY (SELECT i, 'word ' || (i % 13), md5(i::VARCHAR) FROM range(3000) t(i)) TO {DuckDbConnection.Literal(_folder["a.csv"])} (FORMAT csv)");
        var (packed, size) = (File.ReadAllBytes(_folder["a.zst"]), (int)new FileInfo(_folder["a.csv"]).Length);
        for (var i = 0; i < packed.Length; i += Math.Max(1, packed.Length / 400))
        {
            byte[] flipped = [.. packed];
            flipped[i] ^= 0x55;
            foreach (var broken in new[] { flipped, packed[..i] })
                try
                {
                    Zstd.Decode(broken, size);
                }
                catch (InvalidDataException)
                {
                    // What is expected; text that is merely other is caught by the zip file's check sum.
                }
        }
    }
}
