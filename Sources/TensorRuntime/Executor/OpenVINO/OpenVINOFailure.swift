/// What OpenVINO said.
struct OpenVINOFailure: RuntimeFailure {
    let message: String

    /// By the words of version 2026.4: of its processor plugin (cpu_memory.cpp), of C++'s
    /// allocators, and of its GPU plugin and OpenCL.
    var isOutOfMemory: Bool {
        [
            "Failed to allocate", "Cannot allocate memory", "ould not allocate memory",
            "bad_alloc", "bad allocation", "out of memory", "Exceeded max size of memory",
            "CL_OUT_OF_HOST_MEMORY", "CL_MEM_OBJECT_ALLOCATION_FAILURE",
        ].contains { message.contains($0) }
    }
}
