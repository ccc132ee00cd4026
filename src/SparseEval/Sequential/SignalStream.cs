namespace SparseEval;

/// <summary>
/// Turns scores into signals: Y = known weighted scores + predictions of the unseen + w_I (y_I - p_I) / q_I, whose expectation given the past is the full score, q_I the chance that
/// item I came next among those left. Everything drawn makes Y exact; without predictions and with equal chances it is sampling without replacement as it stands.
/// </summary>
/// <remarks>Predictions may change between items, never with the knowledge of the item they are used on. Means and variances for the stakes have one prior observation.</remarks>
internal sealed class SignalStream
{
    private readonly double[] _weight;
    private readonly double[] _chance;
    private readonly double[] _score;
    private readonly double[] _prediction;
    private readonly double _unit;
    private double _left;
    private double _known;
    private double _predicted;
    private double _least;
    private double _most;
    private double _sum;
    private double _squares;
    private int _errors;
    private readonly bool _alike;
    private bool _predicts;

    public SignalStream(SequencePlan plan)
    {
        _weight = plan.Estimand.Weights(plan.Frame.Benchmark);
        _chance = plan.ChanceOfItems();
        _score = [.. Enumerable.Repeat(double.NaN, _weight.Length)];
        _prediction = new double[_weight.Length];
        _left = _chance.Sum();
        _unit = _weight.Zip(_chance, (w, c) => w / c).Average();
        (_least, _most) = Bounds();
        _alike = plan.Chances is null && plan.Estimand.IsItemWeighted;
    }

    public int Count { get; private set; }

    public IReadOnlyList<double> Scores => _score;

    public double LowerBound => _known;

    public double UpperBound => _known + UnseenWeight;

    public bool IsCensus => Count == _score.Length;

    /// <summary>Prior mean of the errors, in units of the mean weight over chance; 1/2 without predictions, since an unseen score lies in [0, 1].</summary>
    private double PriorMean { get; set; } = 0.5;

    private double PriorVariance { get; set; } = 0.25;

    private double UnseenWeight { get; set; } = 1;

    /// <summary>The estimate: known scores, predictions of the unseen, and the mean error.</summary>
    public double Value => Math.Clamp(_known + _predicted + _left * _unit * Mean, LowerBound, UpperBound);

    private double Mean => (PriorMean + _sum) / (_errors + 1);

    private double Variance => (PriorVariance + _squares) / (_errors + 1);

    /// <summary>New predictions of all items, from past scores alone.</summary>
    /// <param name="predictions">N numbers in [0, 1].</param>
    /// <param name="errors">Errors of the items seen so far as if each had been predicted without itself, in the order of nothing; they take the place of those on record.</param>
    public void Predict(IReadOnlyList<double> predictions, IReadOnlyList<(int Item, double Error)> errors)
    {
        _predicted = 0;
        for (var i = 0; i < _prediction.Length; i++)
        {
            _prediction[i] = predictions[i];
            if (double.IsNaN(_score[i])) _predicted += _weight[i] * predictions[i];
        }
        (_least, _most) = Bounds();
        _predicts = true;
        (PriorMean, PriorVariance, _sum, _squares, _errors) = (0, 0, 0, 0, 0);
        foreach (var (item, error) in errors) Learn(_weight[item] / _chance[item] / _unit * error);
        PriorVariance = Math.Max(1e-6, 2 * _squares / Math.Max(1, _errors));
    }

    /// <summary>Takes predictions back: from here on as if there had never been any.</summary>
    /// <param name="seen">Items in the order they came.</param>
    public void Unpredict(IReadOnlyList<int> seen)
    {
        Array.Clear(_prediction);
        (_predicted, _predicts) = (0, false);
        (_least, _most) = Bounds();
        (PriorMean, PriorVariance, _sum, _squares, _errors) = (0.5, 0.25, 0, 0, 0);
        foreach (var item in seen) Learn(_weight[item] / _chance[item] / _unit * _score[item]);
    }

    public SignalStep Add(int item, double score)
    {
        if (item < 0 || item >= _score.Length || !double.IsNaN(_score[item])) throw new SparseEvalException($"Item {item} came before, or is none of the {_score.Length}. Each comes once.");
        if (!(score >= 0 && score <= 1)) throw new SparseEvalException($"Item {item} has score {score}; scores lie in [0, 1].");
        var error = _weight[item] / _chance[item] * (score - _prediction[item]);
        var offset = _known + _predicted;
        var step = new SignalStep(offset + _left * error, offset + _left * _least, offset + _left * _most, Aim(offset), _left * _unit * _left * _unit * Variance, _predicts);
        _score[item] = score;
        _known += _weight[item] * score;
        UnseenWeight = Math.Max(0, UnseenWeight - _weight[item]);
        _predicted -= _weight[item] * _prediction[item];
        _left -= _chance[item];
        Count++;
        Learn(error / _unit);
        return step;
    }

    /// <summary>As published where nothing is predicted and all items count and come alike: the regularised mean itself.</summary>
    private double Aim(double offset) => _alike && !_predicts ? Mean : offset + _left * _unit * Mean;

    private void Learn(double error)
    {
        _errors++;
        _sum += error;
        _squares += (error - Mean) * (error - Mean);
    }

    /// <summary>Least and greatest w (y - p) / chance that an unseen item can show.</summary>
    private (double, double) Bounds()
    {
        var (least, most) = (0.0, 0.0);
        for (var i = 0; i < _score.Length; i++)
        {
            if (!double.IsNaN(_score[i])) continue;
            var ratio = _weight[i] / _chance[i];
            least = Math.Min(least, -ratio * _prediction[i]);
            most = Math.Max(most, ratio * (1 - _prediction[i]));
        }
        return (least, most);
    }
}
