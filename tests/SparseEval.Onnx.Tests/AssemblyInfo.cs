// One engine at a time: the tests measure memory and time, and each engine uses every core.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
