using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

public sealed class ScorerTests
{
    private static readonly Item Choice = new("c", "2 + 2 =", "4", ["3", "4", "five"]);
    private static readonly Item Free = new("f", "Capital of France?", "Paris");
    private static readonly Item Number = new("n", "6 * 7 =", "42");

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
        var item = Takes(scorer, Choice) ? Choice : Takes(scorer, Free) ? Free : Number;
        Assert.Equal(item.Id, scorer.CreateRequest(item).ItemId);
        Assert.StartsWith(item.Prompt, scorer.CreateRequest(item).Context, StringComparison.Ordinal);
        Assert.Equal(1, scorer.Score(item, Said(name, ScriptedEngine.Answer(item, 1))));
        // Overlap is never nothing here: the wrong answer is "not Paris".
        Assert.Equal(name == "f1" ? 2.0 / 3 : 0, scorer.Score(item, Said(name, ScriptedEngine.Answer(item, 0)))!.Value, 12);
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
        Assert.Throws<SparseEvalException>(() => new GeneratedTextOptions { MaxTokens = 0 });
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

    /// <summary>In the words that the scorer's pattern looks for.</summary>
    private static Completion Said(string name, Completion answer) => name == "regex" ? answer with { Text = $"The answer is {answer.Text}." } : answer;

    [Theory]
    [InlineData("42", "42", 1)]
    [InlineData("So she pays 1,234.50 dollars.", "1234.5", 1)]
    [InlineData("5 apples, then 7.", "#### 7", 1)]
    [InlineData("10-3 = 7 and -7 is not it: 7", "-7", 0)]
    [InlineData("It is -7.", "-7", 1)]
    [InlineData("1e3", "1000", 1)]
    [InlineData("none", "7", 0)]
    [InlineData("0.1 + 0.2 = 0.30000000000000004", "0.3", 1)]
    [InlineData("70", "7", 0)]
    public void Numbers_are_compared_by_value(string text, string answer, double score) =>
        Assert.Equal(score, Scorers.Numeric().Score(new("i", "?", answer), new() { ItemId = "i", Cost = ComputeCost.Zero, Text = text }));

    [Theory]
    [InlineData(null, "The answer is (B).", "B", 1)]
    [InlineData(null, "#### 18", "18", 1)]
    [InlineData(null, "The answer is A. No, the answer is B.", "B", 1)]
    [InlineData(null, "B", "B", 0)]
    [InlineData("[0-9]+", "12 then 13", "13", 1)]
    public void A_pattern_finds_the_answer(string? pattern, string text, string answer, double score) =>
        Assert.Equal(score, Scorers.Regex(pattern).Score(new("i", "?", answer), new() { ItemId = "i", Cost = ComputeCost.Zero, Text = text }));

    [Fact]
    public void A_pattern_that_cannot_be_used_is_refused()
    {
        Assert.Throws<SparseEvalException>(() => Scorers.Parse("regex:(["));
        Assert.Throws<SparseEvalException>(() => Scorers.Parse("regex:(a)\\1"));
        Assert.Equal("regex:a+", Scorers.Parse("regex:a+").Name);
    }

    /// <remarks>Values of SQuAD v1.1's evaluate script (f1_score).</remarks>
    [Theory]
    [InlineData("the Eiffel Tower", "Eiffel tower!", 1.0)]
    [InlineData("a tower in Paris", "Eiffel Tower", 0.4)]
    [InlineData("Paris", "London", 0.0)]
    [InlineData("the", "a", 1.0)]
    [InlineData("", "Paris", 0.0)]
    [InlineData("Paris Paris", "Paris", 0.66666666666666663)]
    public void Words_overlap_as_in_squad(string text, string answer, double score) =>
        Assert.Equal(score, Scorers.TokenF1().Score(new("i", "?", answer), new() { ItemId = "i", Cost = ComputeCost.Zero, Text = text })!.Value, 12);

    [Theory]
    [InlineData(" B", 1)]
    [InlineData("The answer is B.", 1)]
    [InlineData("(B) because A is wrong", 1)]
    [InlineData("A or B", 0)]
    [InlineData("I'm not sure", 0)]
    [InlineData("BA", 0)]
    [InlineData("I think the answer is B.", 1)]
    [InlineData("A good choice is B", 1)]
    [InlineData("I would say B", 1)]
    [InlineData("A careful reader picks B", 1)]
    [InlineData("Z, or rather B", 1)]
    [InlineData("The answer is A. No, the answer is **B**.", 1)]
    [InlineData("Answer: B, since A is wrong", 1)]
    [InlineData("A is right, B is not", 0)]
    [InlineData("The answer is a number: C", 0)]
    [InlineData("Not A but B", 1)]
    [InlineData("I'd say A, not B", 0)]
    // Seen to fail with the first capital letter that stands alone taken, whatever it is: "I think the answer is B.", "A good choice is B" and five more.
    public void A_letter_is_read_from_text(string text, double score)
    {
        Assert.Equal(score, Scorers.Letter().Score(Choice, new() { ItemId = "c", Cost = ComputeCost.Zero, Text = text }));
        Assert.Contains("\nA. 3\nB. 4\nC. five\n", Scorers.Letter().CreateRequest(Choice).Context, StringComparison.Ordinal);
    }

    [Fact]
    public void A_given_score_must_be_there_and_in_range()
    {
        Assert.Throws<SparseEvalException>(() => Scorers.Given().Score(Free, new() { ItemId = "f", Cost = ComputeCost.Zero, Text = "x" }));
        Assert.Throws<SparseEvalException>(() => Scorers.Given().Score(Free, new() { ItemId = "f", Cost = ComputeCost.Zero, Score = 1.5 }));
        Assert.Equal(0.5, Scorers.Given().Score(Free, new() { ItemId = "f", Cost = ComputeCost.Zero, Score = 0.5 }));
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
