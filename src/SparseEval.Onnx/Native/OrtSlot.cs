namespace SparseEval.Onnx;

/// <summary>Positions in ONNX Runtime's table of C functions. They never change once an API version is released; these stand in version 17 and later.</summary>
internal static class OrtSlot
{
    public const uint ApiVersion = 17;

    public const int GetErrorCode = 1;
    public const int GetErrorMessage = 2;
    public const int CreateEnv = 3;
    public const int CreateSession = 7;
    public const int CreateSessionFromArray = 8;
    public const int Run = 9;
    public const int CreateSessionOptions = 10;
    public const int DisableMemPattern = 17;
    public const int SetSessionLogSeverityLevel = 22;
    public const int SetGraphOptimizationLevel = 23;
    public const int SetIntraOpNumThreads = 24;
    public const int SessionGetInputCount = 30;
    public const int SessionGetOutputCount = 31;
    public const int SessionGetInputTypeInfo = 33;
    public const int SessionGetOutputTypeInfo = 34;
    public const int SessionGetInputName = 36;
    public const int SessionGetOutputName = 37;
    public const int CreateTensorWithData = 49;
    public const int GetTensorMutableData = 51;
    public const int CastTypeInfoToTensorInfo = 55;
    public const int GetTensorElementType = 60;
    public const int GetDimensionsCount = 61;
    public const int GetDimensions = 62;
    public const int GetTensorTypeAndShape = 65;
    public const int CreateMemoryInfo = 68;
    public const int CreateCpuMemoryInfo = 69;
    public const int MemoryInfoGetName = 71;
    public const int AllocatorAlloc = 75;
    public const int AllocatorFree = 76;
    public const int GetDefaultAllocator = 78;
    public const int ReleaseEnv = 92;
    public const int ReleaseStatus = 93;
    public const int ReleaseMemoryInfo = 94;
    public const int ReleaseSession = 95;
    public const int ReleaseValue = 96;
    public const int ReleaseTypeInfo = 98;
    public const int ReleaseTensorTypeAndShapeInfo = 99;
    public const int ReleaseSessionOptions = 100;
    public const int AddSessionConfigEntry = 130;
    public const int CreateAllocator = 131;
    public const int ReleaseAllocator = 132;
    public const int RunWithBinding = 133;
    public const int CreateBinding = 134;
    public const int ReleaseBinding = 135;
    public const int BindInput = 136;
    public const int BindOutputToDevice = 138;
    public const int GetBoundOutputValues = 140;
    public const int ClearBoundInputs = 141;
    public const int ClearBoundOutputs = 142;
    public const int CreateAndRegisterAllocator = 144;
    public const int ReleaseArenaCfg = 157;
    public const int CreateArenaCfgV2 = 164;
    public const int UnregisterAllocator = 177;
    public const int GetTensorMemoryInfo = 194;
    public const int SynchronizeBoundInputs = 202;
    public const int SynchronizeBoundOutputs = 203;
    public const int AppendCuda = 204;
    public const int CreateCudaOptions = 205;
    public const int UpdateCudaOptions = 206;
    public const int ReleaseCudaOptions = 208;
    public const int AppendProvider = 216;
}
