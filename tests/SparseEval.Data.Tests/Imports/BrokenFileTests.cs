namespace SparseEval.Data.Tests.Imports;

/// <summary>What is refused, in which words, and that the words name the file.</summary>
public sealed class BrokenFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.jsonl", "", "is empty")]
    [InlineData("a.json", "{\"a\":", "a.json:1: broken JSON")]
    [InlineData("a.json", "{\"a\":1}", "It has the keys a")]
    [InlineData("a.jsonl", "{\"question\":\"q\",\"answer\":\"a\"}", "holds questions and no scores")]
    [InlineData("a.csv", "system,question,points\ns,q,1", "It has the columns system, question, points")]
    [InlineData("a.jsonl", "{\"subject_id\":\"m\",\"responses\":{\"q1\":1", "a.jsonl:1: broken JSON")]
    [InlineData("a.jsonl", "{\"subject_id\":\"m\",\"responses\":{\"q1\":2}}", "has response 2 on item 'q1'")]
    [InlineData("a.jsonl", "{\"subject_id\":\"m\",\"responses\":{\"q1\":\"x\"}}", "'response' is 'x', which is no number")]
    [InlineData("a.jsonl", "{\"subject_id\":\"m\",\"responses\":{\"q1\":1}}\n{\"subject_id\":\"m\",\"responses\":{\"q1\":1}}", "a.jsonl:2: subject 'm' has a second line")]
    [InlineData("a.jsonl", "{\"subject_id\":\"\",\"responses\":{\"q1\":1}}", "a text was expected, not an empty one")]
    [InlineData("a.jsonl", "{\"subject_id\":\"m\",\"responses\":{\"q1\":1,\"q1\":0}}", "broken JSON")]
    [InlineData("a.jsonl", "{\"subject_id\":\"m\",\"responses\":[1]}", "an object was expected, not an array")]
    [InlineData("a.csv", "model,item,score\nm,q,1\nm,q,0", "a.csv:3: item 'q' has a second score; the first is at")]
    [InlineData("a.csv", "model,item,score,epoch\nm,q,1,1\nm,q,0,1", "of replicate '1' has a second score")]
    [InlineData("a.csv", "model,item,score,epoch\nm,q,1,1\nm,q,0,", "has a second score")]
    [InlineData("a.csv", "model,item,score\nm,q,1.5", "a.csv:2: model 'm' has score 1.5 on item 'q'")]
    [InlineData("a.csv", "model,item,score\nm,q,-0.1", "Scores lie in [0, 1]")]
    [InlineData("a.csv", "model,item,score\nm,q,right", "a.csv:2: the score 'right' is no number")]
    [InlineData("a.csv", "model,item,score\n,q,1", "a.csv:2: the model's name is empty")]
    [InlineData("a.csv", "model,item,score\nm,,1", "a.csv:2: the item's id is empty")]
    [InlineData("a.csv", "model,item,score\n", "holds no rows")]
    [InlineData("a.csv", "model,item,score,seconds\nm,q,1,-3", "a cost is -3")]
    [InlineData("a.csv", "model,q1,q1\nm,1,1", "names the column 'q1' twice")]
    [InlineData("a.csv", "model,q1\nm,1\nm,0", "a.csv:3: 'm' names this row and the one at")]
    [InlineData("a.csv", "model,item,score\nm,q", "the record has 2 fields")]
    [InlineData("a.jsonl", "{\"doc_id\":0,\"doc\":{},\"resps\":[],\"acc\":1,\"filter\":\"none\"}\n{\"doc_id\":0,\"doc\":{},\"resps\":[],\"acc\":1,\"filter\":\"none\"}", "a.jsonl:2: item 'a/0' has a second score; the first is at", "m")]
    [InlineData("a.jsonl", "{\"doc_id\":0,\"doc\":{},\"resps\":[],\"acc\":1,\"filter\":\"x\"}\n{\"doc_id\":0,\"doc\":{},\"resps\":[],\"acc\":1,\"filter\":\"y\"}", "several filters (x, y)", "m")]
    [InlineData("a.jsonl", "{\"doc_id\":0,\"doc\":{},\"resps\":[],\"acc\":1}\n{\"doc_id\":1,\"doc\":{},\"resps\":[],\"f1\":1}", "a.jsonl:2: the sample has no metric 'acc'", "m")]
    [InlineData("a.jsonl", "{\"doc_id\":0,\"doc\":{},\"resps\":[],\"acc\":1}", "no model's name is in it")]
    [InlineData("a.json", "{\"eval\":{\"model\":\"m\"},\"status\":\"success\"}", "there is no 'task'")]
    [InlineData("a.json", "{\"eval\":{\"model\":\"m\",\"task\":\"t\"},\"status\":\"success\",\"samples\":[{\"id\":1,\"scores\":{\"a\":{\"value\":1},\"b\":{\"value\":1}}}]}", "several scorers (a, b)")]
    [InlineData("a.json", "{\"eval\":{\"model\":\"m\",\"task\":\"t\"},\"status\":\"success\",\"samples\":[{\"id\":1,\"epoch\":1,\"scores\":{\"a\":{\"value\":1}}},{\"id\":1,\"epoch\":1,\"scores\":{\"a\":{\"value\":0}}}]}", "samples[1]: item '1' of replicate '1' has a second score; the first is at")]
    [InlineData("a.json", "{\"eval\":{\"model\":\"m\",\"task\":\"t\"},\"status\":\"success\",\"samples\":[{\"id\":1,\"scores\":{\"a\":{\"value\":[1]}}}]}", "samples[0].scores.a.value: 'a' is an array")]
    [InlineData("a.json", "{\"eval\":{\"model\":\"m\",\"task\":\"t\"},\"status\":\"success\",\"samples\":{}}", "a list was expected, not an object")]
    [InlineData("m.r.json", "{\"resolved_ids\":[\"a-1\"],\"unresolved_ids\":[\"a-1\"],\"submitted_ids\":[]}", "instance 'a-1' is in 'resolved_ids' and in 'unresolved_ids'")]
    [InlineData("m.r.json", "{\"resolved_ids\":[],\"unresolved_ids\":[\"a-1\"],\"resolved_instances\":1}", "it states resolved instances 1")]
    [InlineData("a.json", "[{\"instruction\":\"i\",\"generator_2\":\"m\",\"preference\":3}]", "the preference is 3")]
    [InlineData("a.json", "[{\"instruction\":\"i\",\"generator_2\":\"m\",\"preference\":1},{\"instruction\":\"i\",\"generator_2\":\"m\",\"preference\":2}]", "a.json, [1]: item")]
    [InlineData("a.jsonl", "{\"promptIdx\":0,\"testIdx\":0,\"provider\":\"p\",\"score\":1}\n{\"promptIdx\":1,\"testIdx\":0,\"provider\":\"p\",\"score\":1}", "was asked with 2 prompts")]
    [InlineData("a.jsonl", "{\"problem_idx\":0,\"reward\":1}\n{\"problem_idx\":0,\"reward\":0}", "a.jsonl:2: item '0' has a second score", "m")]
    [InlineData("a.jsonl", "{\"generation\":\"g\",\"symbolic_correct\":true}\n{\"generation\":\"g\"}", "a.jsonl:2: the line has no 'symbolic_correct'", "m")]
    [InlineData("a.log", "{\"spec\":{\"eval_name\":\"e\",\"completion_fns\":[\"m\"]}}\n{\"type\":\"match\",\"sample_id\":\"s\",\"data\":{\"correct\":\"x\"}}", "a.log:2, data.correct: 'match' is 'x'")]
    [InlineData("a.log", "{\"spec\":{\"eval_name\":\"e\",\"completion_fns\":[\"m\"]}}\n{\"spec\":{\"eval_name\":\"e\",\"completion_fns\":[\"m\"]}}", "a.log:2: a second 'spec' begins here")]
    [InlineData("a.eval", "PK\u0003\u0004 and no more", "zip file that is cut short or damaged")]
    [InlineData("a.parquet", "PAR1 and no more", "cannot be read as Parquet")]
    public void It_is_refused(string name, string content, string told, string? model = null)
    {
        var path = _folder.Write(name, content.Split('\n'));
        var message = Assert.Throws<SparseEvalException>(() => Data.Imports.Read(path, new() { Model = model })).Message;
        Assert.Contains(told, message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_refused()
    {
        var path = _folder.WriteBytes("a.json", [(byte)'{', (byte)'"', 0xE9, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
        Assert.Contains("not UTF-8", Assert.Throws<SparseEvalException>(() => Data.Imports.Read(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("excel", null, 1, "There is no format 'excel'")]
    [InlineData(null, " ", 1, "The model's name is empty")]
    [InlineData(null, null, 0, "The scale of scores is 0")]
    public void Options_are_checked(string? format, string? model, double scale, string told)
    {
        var path = _folder.Write("a.csv", "model,item,score", "m,q,1");
        Assert.Contains(told, Assert.Throws<SparseEvalException>(() => Data.Imports.Read(path, new() { Format = format, Model = model, ScoreScale = scale })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_any_known_file_is_refused()
    {
        _folder.Write("x/a.json", "{\"a\":1}");
        Assert.Contains("No file in", Assert.Throws<SparseEvalException>(() => Data.Imports.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }
}
