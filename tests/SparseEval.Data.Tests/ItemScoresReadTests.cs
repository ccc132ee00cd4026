namespace SparseEval.Data.Tests;

public sealed class ItemScoresReadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void I_can_read_scores_from_JSONL_and_CSV_in_the_order_of_the_file()
    {
        ItemScore[] expected = [new("b", 1), new("a", null), new("c", 0.25), new("7", 0)];
        string[] json = ["""{"id":"b","score":1}""", """{"id":"a","score":null}""", "", """{"id":"c","score":0.25,"note":[1]}""", """{"id":7,"score":false}"""];
        string[] csv = ["score,id", "1,b", ",a", "0.25,c", "False,7"];
        Assert.Equal(expected, ItemScores.Read(_folder.Write("s.jsonl", json)));
        Assert.Equal(expected, ItemScores.Read(_folder.WriteGzip("s.jsonl.gz", json)));
        Assert.Equal(expected, ItemScores.Read(_folder.Write("s.csv", csv)));
        Assert.Equal(expected, ItemScores.Read(_folder.WriteGzip("s.csv.gz", csv)));
        Assert.Equal(expected, ItemScores.Read(_folder.Write("s.tsv", [.. csv.Select(l => l.Replace(',', '\t'))])));
    }

    [Fact]
    public void Epochs_are_averaged_and_kept()
    {
        string[] csv = ["id,epoch,score", "a,1,1", "b,1,0.5", "a,2,0", "a,3,"], json = ["""{"id":"a","epoch":1,"score":1}""", """{"id":"b","epoch":1,"score":0.5}""", """{"id":"a","epoch":2,"score":0}""", """{"id":"a","epoch":3,"score":null}"""];
        foreach (var scores in new[] { ItemScores.Read(_folder.Write("e.csv", csv)), ItemScores.Read(_folder.Write("e.jsonl", json)) })
        {
            Assert.Equal([("a", 0.5), ("b", 0.5)], scores.Select(s => (s.Id, s.Score!.Value)));
            Assert.Equal([1, 0, null], scores[0].Epochs!);
        }
        var twice = Assert.Throws<SparseEvalException>(() => ItemScores.Read(_folder.Write("t.csv", ["id,epoch,score", "a,1,1", "a,1,0"])));
        Assert.Contains("id 'a' of epoch '1' stands at lines 2 and 3", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_is_read_from_its_own_column() =>
        Assert.Equal([0.25, 0.5], ItemScores.Read(_folder.Write("m.csv", ["id,accuracy,f1", "a,1,0.25", "b,0,0.5"]), "f1").Select(s => s.Score!.Value));

    [Theory]
    [InlineData("s.csv", "id,score|a,1|b,x", ":3: item 'b' has score 'x', which is no number. Scores lie in [0, 1]")]
    [InlineData("s.csv", "id,score|a,1|b,1.01", ":3: item 'b' has score 1.01.")]
    [InlineData("s.csv", "id,score|a,1|a,1", ":3: id 'a' stands at lines 2 and 3")]
    [InlineData("s.csv", "id,score|,1", ":2: the id is empty")]
    [InlineData("s.csv", "id,points|a,1", ":1: there is no column 'score'")]
    [InlineData("s.csv", "id,score", "holds no scores")]
    [InlineData("s.csv", "", "a header line was expected")]
    [InlineData("s.jsonl", """{"id":"a","score":1}||{"id":"a","score":1}""", ":3: id 'a' stands at lines 1 and 3")]
    [InlineData("s.jsonl", """{"id":"a","score":-1}""", ":1: item 'a' has score -1.")]
    [InlineData("s.jsonl", """{"id":"a","score":"1"}""", ":1: item 'a' has score a string, not a number")]
    [InlineData("s.jsonl", """{"id":"a"}""", ":1: the line has no 'score'; write null")]
    [InlineData("s.jsonl", """{"score":1}""", ":1: the line has no 'id'")]
    [InlineData("s.jsonl", """{"id":["a"],"score":1}""", ":1: 'id' is an array")]
    [InlineData("s.jsonl", """{"id":"a","score":1""", ":1:20: broken JSON")]
    [InlineData("s.txt", "a 1", "ends in '.txt'")]
    public void A_bad_file_is_one_clear_sentence(string name, string text, string expected)
    {
        var path = _folder.Write(name, text.Split('|'));
        var error = Assert.Throws<SparseEvalException>(() => ItemScores.Read(path));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }
}
