namespace SparseEval;

/// <summary>Where an algorithm's chance comes from, so that a test can walk through every outcome.</summary>
internal interface IChance
{
    /// <summary>True with this probability.</summary>
    bool Happens(double probability);

    /// <summary>0 to count - 1, all as likely.</summary>
    int Pick(int count);
}
