import ServiceLifecycle

/// Services that are told together that the server is to end. A group tells one after the
/// other, each when the one before has ended: who listens longest to one door would keep the
/// next one open.
struct Together: Service {
    let services: [any Service]

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in services { group.addTask { try await service.run() } }
            try await group.waitForAll()
        }
    }
}
