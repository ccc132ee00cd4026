namespace SparseEval;

/// <summary>A way to choose items. Immutable; hyper-parameters go to its factory in <see cref="Designs"/>.</summary>
public interface ISamplingDesign
{
    /// <summary>Name with parameters, as it stands in records: <c>stratified(family, neyman)</c>.</summary>
    string Name { get; }

    /// <summary>True where, with the same seed, a larger budget extends a smaller one's items; else every budget is a draw of its own.</summary>
    bool IsNested => false;

    /// <summary>Starts drawing.</summary>
    /// <param name="frame">What is known before the run.</param>
    /// <param name="budget">Number of items to draw, 1 to N.</param>
    /// <param name="seed">The same seed with the same frame and budget draws the same items for every model.</param>
    /// <exception cref="SparseEvalException">
    /// The budget is outside its range or too small for the strata (the message names the least that works), or the frame lacks what the design needs.
    /// </exception>
    ISamplingPass Begin(SamplingFrame frame, int budget, ulong seed);
}
