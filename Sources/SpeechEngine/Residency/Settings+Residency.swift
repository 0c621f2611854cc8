extension Settings {
    /// What a server's engine unloads and refuses to load. Programs that end soon, such as
    /// `say`, unload nothing.
    public var residency: ResidencyPolicy {
        ResidencyPolicy(
            idle: server.idleUnload > .zero ? server.idleUnload : nil, memoryLimit: memoryLimit)
    }
}
