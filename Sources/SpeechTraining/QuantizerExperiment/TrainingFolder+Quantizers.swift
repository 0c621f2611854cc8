extension TrainingFolder {
    /// Where a comparison of quantizers is kept for going on.
    public var quantizers: String { "\(path)/quantizers.json" }

    /// Where the latent is kept that quantizers are compared on.
    public var latents: String { "\(path)/latents.safetensors" }

    /// The comparison so far; empty where there is none.
    public func quantizerTable() throws(TrainingError) -> QuantizerTable {
        TrainingFile.isThere(quantizers) ? try QuantizerTable(at: quantizers) : QuantizerTable()
    }

    /// The latent that was made here; nil where there is none.
    public func latentPackage() throws(TrainingError) -> LatentPackage? {
        TrainingFile.isThere(latents) ? try LatentPackage(at: latents) : nil
    }

    /// Writes a comparison as JSON, and as `quantizers.md` for people.
    public func write(_ table: QuantizerTable) throws(TrainingError) {
        try TrainingFile.write(try table.json(), to: quantizers)
        try TrainingFile.write(Array(table.markdown.utf8), to: "\(path)/quantizers.md")
    }
}
