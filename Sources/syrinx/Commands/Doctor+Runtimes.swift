import TensorRuntime

extension Doctor {
    /// The libraries that run networks. None is needed for the system's voices.
    static func runtimes() -> [Finding] {
        ExecutorCatalogue().entries().map { entry in
            let component = "runtime \(entry.name)"
            switch entry.executor {
            case .success(let executor):
                return Finding(
                    component: component, state: .ok,
                    detail: "\(executor.version), for networks")
            case .failure(.libraryMissing(let library, let reason, let remedy)):
                return Finding(
                    component: component, state: .missing, detail: "\(library): \(reason)",
                    remedy: remedy)
            case .failure(let error):
                return Finding(component: component, state: .failed, detail: "\(error)")
            }
        }
    }
}
