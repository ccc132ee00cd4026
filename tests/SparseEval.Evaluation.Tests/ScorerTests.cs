using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

public sealed class ScorerTests
{
    private static readonly Item Choice = new("c", "2 + 2 =", "4", ["3", "4", "five"]);
    private static readonly Item Free = new("f", "Capital of France?", "Paris");

    public static TheoryData<string> All => [.. Scorers.All.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void Contract_every_scorer_is_named_by_its_key(string name)
    {
        Assert.Equal(name, Scorers.All[name].Name);
        Assert.Same(Scorers.All[name], Scorers.Parse(name));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Contract_every_scorer_asks_about_the_item_and_tells_right_from_wrong_from_missing(string name)
    {
        var scorer = Scorers.All[name];
        var item = Takes(scorer, Choice) ? Choice : Free;
        Assert.Equal(item.Id, scorer.CreateRequest(item).ItemId);
        Assert.StartsWith(item.Prompt, scorer.CreateRequest(item).Context, StringComparison.Ordinal);
        Assert.Equal(1, scorer.Score(item, ScriptedEngine.Answer(item, 1)));
        Assert.Equal(0, scorer.Score(item, ScriptedEngine.Answer(item, 0)));
        Assert.Null(scorer.Score(item, ScriptedEngine.Answer(item, null)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Contract_every_scorer_takes_an_item_or_names_it_in_one_sentence(string name)
    {
        foreach (var item in (Item[])[Choice, Free])
        {
            if (Takes(Scorers.All[name], item)) continue;
            var error = Assert.Throws<SparseEvalException>(() => Scorers.All[name].CreateRequest(item));
            Assert.Contains($"'{item.Id}'", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_options_are_asked_with_one_space_before_them()
    {
        var request = Assert.IsType<LogLikelihoodRequest>(Scorers.MultipleChoice().CreateRequest(Choice));
        Assert.Equal("2 + 2 =", request.Context);
        Assert.Equal([" 3", " 4", " five"], request.Continuations);
    }

    [Fact]
    public void Reference_acc_norm_divides_by_characters_as_lm_evaluation_harness()
    {
        // -3/1, -2/1, -4/4: acc picks the second option, acc_norm the third.
        var completion = new Completion { ItemId = "c", LogLikelihoods = [-3, -2, -4], Cost = ComputeCost.Zero };
        Assert.Equal(1, Scorers.MultipleChoice().Score(Choice, completion));
        Assert.Equal(0, Scorers.MultipleChoiceNormalized().Score(Choice, completion));
    }

    [Fact]
    public void Reference_acc_norm_counts_code_points_as_python_len_does()
    {
        // len("😀😀") is 2 in Python and 4 in UTF-16: by code points -3/2 < -4/3, by UTF-16 units -3/4 > -4/3.
        var item = new Item("u", "?", "abc", ["😀😀", "abc"]);
        var completion = new Completion { ItemId = "u", LogLikelihoods = [-3, -4], Cost = ComputeCost.Zero };
        Assert.Equal(1, Scorers.MultipleChoiceNormalized().Score(item, completion));
    }

    [Fact]
    public void Of_equal_options_the_first_counts()
    {
        var tie = new Completion { ItemId = "c", LogLikelihoods = [-2, -2, -2], Cost = ComputeCost.Zero };
        Assert.Equal(0, Scorers.MultipleChoice().Score(Choice, tie));
        Assert.Equal(1, Scorers.MultipleChoice().Score(new Item("d", "?", "x", ["x", "y", "z"]), tie));
    }

    [Theory]
    [InlineData(" Paris\t", 1)]
    [InlineData("Paris", 1)]
    [InlineData("paris", 0)]
    [InlineData("Paris.", 0)]
    [InlineData("", 0)]
    public void Exact_match_trims_and_keeps_case(string text, double score) =>
        Assert.Equal(score, Scorers.ExactMatch().Score(Free, new() { ItemId = "f", Text = text, Cost = ComputeCost.Zero }));

    [Fact]
    public void Exact_match_asks_for_a_line_unless_told_otherwise()
    {
        var request = Assert.IsType<GenerationRequest>(Scorers.ExactMatch().CreateRequest(Free));
        Assert.Equal((32, "\n"), (request.MaxTokens, Assert.Single(request.Stop)));
        var other = Scorers.ExactMatch(new() { MaxTokens = 5, Stop = ["\n\n", "Q:"] });
        Assert.Equal("exact_match(max_tokens=5, stop=\\n\\n|Q:)", other.Name);
        Assert.Equal(5, Assert.IsType<GenerationRequest>(other.CreateRequest(Free)).MaxTokens);
        // Two stop texts and one that holds the mark between them are two questions; a journal is resumed by name.
        Assert.NotEqual(Scorers.ExactMatch(new() { Stop = ["a", "b"] }).Name, Scorers.ExactMatch(new() { Stop = ["a|b"] }).Name);
        Assert.Throws<SparseEvalException>(() => new ExactMatchOptions { MaxTokens = 0 });
    }

    [Fact]
    public void Auto_chooses_by_the_kind_of_item_and_says_what_it_is_made_of()
    {
        Assert.IsType<LogLikelihoodRequest>(Scorers.Auto().CreateRequest(Choice));
        Assert.IsType<GenerationRequest>(Scorers.Auto().CreateRequest(Free));
        Assert.Equal("auto(acc_norm, exact_match)", Scorers.Auto(Scorers.MultipleChoiceNormalized()).Name);
    }

    [Fact]
    public void An_answer_of_the_wrong_shape_is_refused()
    {
        Assert.Throws<SparseEvalException>(() => Scorers.MultipleChoice().Score(Choice, new() { ItemId = "c", LogLikelihoods = [-1], Cost = ComputeCost.Zero }));
        Assert.Throws<SparseEvalException>(() => Scorers.ExactMatch().Score(Free, new() { ItemId = "f", Cost = ComputeCost.Zero }));
        Assert.Throws<SparseEvalException>(() => Scorers.MultipleChoiceNormalized().CreateRequest(new Item("e", "?", "", ["", "x"])));
        Assert.Contains("acc_norm", Assert.Throws<SparseEvalException>(() => Scorers.Parse("accuracy")).Message, StringComparison.Ordinal);
    }

    private static bool Takes(IScorer scorer, Item item)
    {
        try
        {
            scorer.CreateRequest(item);
            return true;
        }
        catch (SparseEvalException)
        {
            return false;
        }
    }
}
