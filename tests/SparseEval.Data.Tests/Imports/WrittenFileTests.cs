namespace SparseEval.Data.Tests.Imports;

/// <summary>Formats of which no real file is at hand, on files written as their tools' sources say; and layouts that the real files do not have.</summary>
public sealed class WrittenFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lighteval_details_with_their_results_file()
    {
        var path = Parquet("details/org/m/2026-01-01T00-00-00/details_lighteval|arc|0_2026-01-01T00-00-00.parquet", """
            SELECT {'query': 'q' || i, 'choices': ['a', 'b'], 'gold_index': [i % 2], 'id': i::VARCHAR, 'task_name': 'arc'} AS doc, {'input_tokens': [1, 2, 3], 'output_tokens': [[1], [2]]} AS model_response,
            {'acc': (i % 2)::DOUBLE, 'acc_norm': CASE WHEN i = 3 THEN NULL ELSE (i < 3)::INT::DOUBLE END} AS metric FROM range(4) t(i)
            """);
        _folder.Write("results/org/m/results_2026-01-01T00-00-00.json", "{\"config_general\":{},\"results\":{\"lighteval|arc|0\":{\"acc_norm\":1.0,\"acc\":0.5}}}");
        var run = Assert.Single(Data.Imports.Read(path));
        Assert.Equal(("lighteval", "org/m", "acc_norm", 4, 3), (run.Format, run.Model, run.Metric, run.Scores.Count, run.Scored));
        Assert.Equal([1, 1, 1, null], run.Scores.Select(s => s.Score));
        Assert.Equal((3.0, 2.0), (run.Scores[0].InputTokens, run.Scores[0].OutputTokens));
        Assert.Equal(("q1", "b", 2), (run.Items["arc/1"].Prompt, run.Items["arc/1"].Answer, run.Items["arc/1"].Options.Count));
        Assert.True(Assert.Single(run.Aggregates).Agrees);
        Assert.Equal(0.5, Assert.Single(Data.Imports.Read(path, new() { Metric = "acc" })).MeanScore);
    }

    [Fact]
    public void Details_of_the_first_Open_LLM_Leaderboard()
    {
        var path = Parquet("details_org__m/details_harness|hendrycksTest-anatomy|5_2023-08-01.parquet", """
            SELECT 'p' || i AS full_prompt, ['A', 'B'] AS choices, 1 AS gold_index, [[1, 2], [3]] AS input_tokens, [[4], [5]] AS cont_tokens, {'acc': i::DOUBLE, 'acc_norm': 1.0} AS metrics FROM range(2) t(i)
            """);
        var run = Assert.Single(Data.Imports.Read(path, new() { Metric = "acc" }));
        Assert.Equal(("org/m", "harness|hendrycksTest-anatomy|5", 0.5), (run.Model, run.Task, run.MeanScore!.Value));
        Assert.Equal((3.0, "B"), (run.Scores[0].InputTokens, run.Items[run.Scores[0].Item].Answer));
    }

    [Fact]
    public void Alpaca_preferences_become_scores()
    {
        var path = _folder.Write("annotations.json", "[{\"instruction\":\"i1\",\"generator_1\":\"ref\",\"generator_2\":\"m\",\"preference\":2,\"price_per_example\":0.01,\"time_per_example\":2},",
            "{\"instruction\":\"i2\",\"generator_2\":\"m\",\"preference\":0},{\"instruction\":\"i3\",\"generator_2\":\"m\",\"preference\":1.25},{\"instruction\":\"i4\",\"generator_2\":\"m\",\"preference\":NaN}]");
        var run = Assert.Single(Data.Imports.Read(path));
        Assert.Equal([1, 0.5, 0.25, null], run.Scores.Select(s => s.Score));
        Assert.Equal((0.01, 2.0, "i1"), (run.Scores[0].Usd, run.Scores[0].Seconds, run.Items[run.Scores[0].Item].Prompt));
    }

    [Fact]
    public void NeMo_Evaluator_repeats_are_replicates_and_the_bundle_is_checked()
    {
        var path = _folder.Write("results.jsonl", "{\"problem_idx\":0,\"reward\":1,\"repeat\":0}", "{\"problem_idx\":0,\"reward\":0,\"repeat\":1}", "{\"problem_idx\":1,\"reward\":1,\"repeat\":0,\"metadata\":{\"category\":\"algebra\"}}", "{\"problem_idx\":1,\"reward\":null,\"repeat\":1}");
        _folder.Write("eval-x.json", "{\"run_id\":\"r\",\"config\":{\"benchmark\":\"math\",\"model\":\"org/m\"},\"benchmark\":{\"name\":\"math\",\"samples\":3,\"scores\":{\"mean_reward\":{\"value\":0.75}}}}");
        var run = Assert.Single(Data.Imports.Read(_folder.Path));
        Assert.Equal(("org/m", "math", 0.75), (run.Model, run.Task, run.MeanScore!.Value));
        Assert.Equal([1.0, 0.0], run.Scores[0].Epochs.Select(e => e.Score!.Value));
        Assert.Equal((1.0, "algebra"), (run.Scores[1].Score!.Value, run.Items["1"]["category"]));
        _folder.Write("eval-x.json", "{\"run_id\":\"r\",\"config\":{\"model\":\"org/m\"},\"benchmark\":{\"scores\":{\"mean_reward\":{\"value\":0.5}}}}");
        Assert.Contains("states mean reward 0.5", Assert.Throws<SparseEvalException>(() => Data.Imports.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_AI_evaluation_store_is_read_as_a_whole()
    {
        foreach (var (scenario, iteration, value) in new[] { ("a", "1", "true"), ("a", "2", "false"), ("b", "1", "true"), ("b", "2", "null") })
            _folder.Write($"results/x/{scenario}/{iteration}.json", $$$$"""{"scenarioName":"{{{{scenario}}}}","iterationName":"{{{{iteration}}}}","executionName":"x","messages":[{"role":"user","contents":[{"$type":"text","text":"hi"}]}],"evaluationResult":{"metrics":{"Right":{"$type":"boolean","name":"Right","value":{{{{value}}}}},"Why":{"$type":"string","name":"Why","value":"so"}}},"chatDetails":{"turnDetails":[{"latency":0.5,"model":"m","usage":{"inputTokenCount":7,"outputTokenCount":1}}]},"tags":["t"]}""");
        var run = Assert.Single(Data.Imports.Read(_folder.Path));
        Assert.Equal(("m", "Right", 0.5, 1.0), (run.Model, run.Metric, run.Scores[0].Score!.Value, run.Scores[1].Score!.Value));
        Assert.Equal((7.0, 0.5, "hi", "t"), (run.Scores[0].InputTokens, run.Scores[0].Seconds, run.Items["a"].Prompt, run.Items["a"]["tag"]));
        Directory.Delete(_folder["results/x/b"], recursive: true);
        Assert.Contains("iterations of one scenario", Assert.Throws<SparseEvalException>(() => Data.Imports.Read(_folder.Path)).Message, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(Data.Imports.Read(_folder.Path, new() { Map = new Dictionary<string, string> { ["item"] = "iteration" } })).Scores.Count);
    }

    [Fact]
    public void Inspects_bare_NaN_is_missing_and_an_error_is_no_zero()
    {
        var path = _folder.Write("log.json", "{\"status\":\"success\",\"eval\":{\"model\":\"m\",\"task\":\"t\"},\"samples\":[{\"id\":\"a NaN, Infinity\",\"scores\":{\"s\":{\"value\":NaN}}},{\"id\":2,\"error\":{\"message\":\"x\"},\"scores\":{\"s\":{\"value\":0}}},{\"id\":3,\"scores\":{\"s\":{\"value\":\"P\"}}}]}");
        var run = Assert.Single(Data.Imports.Read(path));
        Assert.Equal([null, null, 0.5], run.Scores.Select(s => s.Score));
        Assert.Equal("a NaN, Infinity", run.Scores[0].Item);
        Assert.Equal((1, 1), (run.Missing["error"], run.Missing["score is NaN"]));
    }

    [Fact]
    public void HELM_perturbations_are_left_out_and_trials_are_replicates()
    {
        _folder.Write("run/run_spec.json", "{\"name\":\"s:a=1,model=m\",\"adapter_spec\":{\"model\":\"org/m\"}}");
        _folder.Write("run/per_instance_stats.json", "[" + string.Join(',', new[] { ("i", 0, 1, ""), ("i", 1, 0, ""), ("i", 0, 0, "\"perturbation\":{\"name\":\"typos\"},") }.Select(x => $"{{\"instance_id\":\"{x.Item1}\",{x.Item4}\"train_trial_index\":{x.Item2},\"stats\":[{{\"name\":{{\"name\":\"exact_match\",\"split\":\"test\"}},\"mean\":{x.Item3}}}]}}")) + "]");
        var run = Assert.Single(Data.Imports.Read(_folder["run"]));
        Assert.Equal(("s:a=1", 0.5, 2, 1), (run.Task, run.Scores[0].Score!.Value, run.Scores[0].Epochs.Count, run.Dropped["a perturbation"]));
    }

    [Fact]
    public void The_right_filter_is_taken_and_the_others_counted()
    {
        var path = _folder.Write("samples_gsm8k_2026-01-01T00-00-00.jsonl", [.. Enumerable.Range(0, 3).SelectMany(i => new[] { ("strict", 0), ("flexible", 1) }.Select(f => $"{{\"doc_id\":{i},\"doc\":{{}},\"resps\":[],\"filter\":\"{f.Item1}\",\"metrics\":[\"exact_match\"],\"exact_match\":{f.Item2}}}"))]);
        var run = Assert.Single(Data.Imports.Read(path, new() { Model = "m", Filter = "flexible" }));
        Assert.Equal((1.0, 3, "gsm8k"), (run.MeanScore!.Value, run.Dropped["another filter"], run.Task));
    }

    [Fact]
    public void Rows_of_other_filters_are_counted_and_nothing_else()
    {
        string Line(int doc, string filter, string score) => $"{{\"doc_id\":{doc},\"doc\":{{}},\"resps\":[],\"filter\":\"{filter}\"{score}}}";
        var path = _folder.Write("samples_t.jsonl", Line(0, "b", ",\"other\":7"), Line(0, "a", ",\"acc\":1"), Line(0, "b", ",\"acc\":7"), Line(1, "b", ",\"acc\":null"), Line(1, "a", ",\"acc\":0"));
        var run = Assert.Single(Data.Imports.Read(path, new() { Model = "m", Filter = "a" }));
        Assert.Equal(("acc", 0.5, 3), (run.Metric, run.MeanScore!.Value, run.Dropped["another filter"]));
        Assert.Contains("there is no filter 'c'. There is: b, a", Assert.Throws<SparseEvalException>(() => Data.Imports.Read(path, new() { Model = "m", Filter = "c" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_openai_evals_the_events_with_the_metric_count()
    {
        string Event(string type, string sample, string data) => $"{{\"type\":\"{type}\",\"sample_id\":\"{sample}\",\"data\":{data}}}";
        var path = _folder.Write("r.log", "{\"spec\":{\"eval_name\":\"e\",\"completion_fns\":[\"m\"]}}", Event("match", "s", "{\"correct\":true}"), Event("metrics", "s", "{\"f1\":0.25}"), Event("metrics", "s", "{\"bleu\":0.5}"),
            Event("match", "t", "{\"correct\":false}"), Event("metrics", "t", "{\"f1\":null}"), Event("sampling", "t", "{\"prompt\":\"p\"}"));
        var run = Assert.Single(Data.Imports.Read(path, new() { Metric = "f1" }));
        Assert.Equal([("s", 0.25), ("t", null)], run.Scores.Select(s => (s.Item, s.Score)));
        Assert.Equal(1, run.Missing["f1 is null"]);
        Assert.Equal([1, 0], Assert.Single(Data.Imports.Read(path)).Scores.Select(s => s.Score!.Value));
    }

    [Fact]
    public void A_SWE_bench_report_of_2024_states_nothing_beside_its_lists()
    {
        var run = Assert.Single(Data.Imports.Read(_folder.Write("m.json", "{\"resolved\":[\"a-1\"],\"generated\":[\"a-1\",\"a-2\"],\"no_generation\":[\"a-3\"]}")));
        Assert.Equal((0, 1, 3), (run.Aggregates.Count, run.Scores.Sum(s => s.Score), run.Scores.Count));
    }

    [Fact]
    public void Different_questions_under_one_id_are_refused()
    {
        string Line(string hash) => $"{{\"doc_id\":0,\"doc\":{{}},\"resps\":[],\"acc\":1,\"doc_hash\":\"{hash}\"}}";
        var (a, b) = (_folder.Write("a/t.jsonl", Line("x")), _folder.Write("b/t.jsonl", Line("y")));
        var runs = Data.Imports.Read(a, new() { Model = "m" }).Concat(Data.Imports.Read(b, new() { Model = "n" })).ToList();
        Assert.Contains("another question", Assert.Throws<SparseEvalException>(() => ImportedHistory.Merge(runs)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "m,q1,1,2.5\nm,q2,,\nn,q1,0.5,\n")]
    [InlineData("tsv", "m\tq1\t1\t2.5\nm\tq2\t\t\nn\tq1\t0.5\t\n")]
    [InlineData("jsonl", "{\"model\":\"m\",\"item\":\"q1\",\"score\":1,\"seconds\":2.5}\n{\"model\":\"m\",\"item\":\"q2\",\"score\":null}\n{\"model\":\"n\",\"item\":\"q1\",\"score\":0.5}\n")]
    public void Long_tables_agree_whatever_they_are_written_in(string extension, string text)
    {
        var header = extension == "jsonl" ? "" : $"model,item,score,seconds\n".Replace(',', extension == "tsv" ? '\t' : ',');
        var runs = Data.Imports.Read(_folder.Write($"t.{extension}", header + text));
        Assert.Equal(["m", "n"], runs.Select(r => r.Model));
        Assert.Equal([1, null], runs[0].Scores.Select(s => s.Score));
        Assert.Equal((2.5, null, 0.5), (runs[0].Scores[0].Seconds, runs[1].Scores[0].Seconds, runs[1].MeanScore!.Value));
    }

    [Fact]
    public void Wide_tables_go_both_ways()
    {
        var byModel = Data.Imports.Read(_folder.Write("a.csv", "model,q1,q2", "m,1,0", "n,,1"));
        var byItem = Data.Imports.Read(_folder.Write("b.csv", "item,m,n", "q1,1,", "q2,0,1"));
        Assert.Equal(byModel.SelectMany(r => r.Scores.Select(s => (r.Model, s.Item, s.Score))), byItem.SelectMany(r => r.Scores.Select(s => (r.Model, s.Item, s.Score))));
    }

    [Fact]
    public void An_import_is_written_and_read_back()
    {
        var runs = Data.Imports.Read(_folder.Write("t.csv", "model,item,score,epoch,category", "m,q1,1,1,c", "m,q1,0,2,c", "m,q2,1,1,d", "n,q1,1,1,c"));
        ImportFolder.Write(_folder["out"], ImportedHistory.Merge(runs));
        var matrix = ResponseMatrices.Read(_folder["out/history.parquet"]);
        Assert.Equal((0.5, 1.0, 1.0), (matrix[0, 0], matrix[0, 1], matrix[1, 0]));
        Assert.Equal(0.5, ResponseMatrices.Read(_folder["out/epochs.csv"])[0, 0]);
        Assert.Equal(["c", "d"], Benchmarks.Read(_folder["out/items.jsonl"]).Items.Select(i => i["category"]));
    }

    private string Parquet(string name, string sql)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        using var connection = new DuckDbConnection(new DuckDbLimits());
        connection.Execute($"COPY ({sql}) TO {DuckDbConnection.Literal(_folder[name])} (FORMAT parquet)");
        return _folder[name];
    }
}
