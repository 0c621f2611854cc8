/// What ONNX Runtime said.
struct OnnxRuntimeFailure: RuntimeFailure {
    let message: String

    /// By the words of version 1.31: of its arena (bfc_arena.cc), of C++'s allocator, and of
    /// CUDA, cuBLAS and cuDNN, whose statuses it quotes.
    var isOutOfMemory: Bool {
        [
            "Failed to allocate memory", "smaller than requested bytes", "std::bad_alloc",
            "Memory allocation failed", "out of memory", "ALLOC_FAILED", "ALLOCATION_FAILED",
        ].contains { message.contains($0) }
    }
}
