extension ExecutorCatalogue {
    /// What was measured of an executor with a model.
    public struct Measurement: Sendable, Hashable, Codable {
        /// The executor's name.
        public var executor: String
        /// Seconds that a call takes, the median of some.
        public var seconds: Double
    }

    /// A model on the executor that runs it fastest here.
    public struct Fastest: Sendable {
        /// The model, loaded.
        public let model: any LoadedModel
        /// The name of the executor that it is on.
        public let executor: String
        /// What led to the choice, fastest first.
        public let measurements: [Measurement]
        /// Whether the choice is one of before.
        public let isRemembered: Bool
    }

    /// Loads a model on the executor that runs it fastest: `auto` in settings.
    ///
    /// Every candidate that is here runs the sample a few times. An earlier one is taken unless a
    /// later one is faster by more than a tenth, so that chance doesn't decide. With a
    /// ``ExecutionOptions/cacheFolder`` the choice is remembered for the same model, sizes,
    /// options, processor and libraries.
    ///
    /// - Parameters:
    ///   - source: The model.
    ///   - sample: Inputs of the sizes that matter.
    ///   - candidates: Names of executors.
    ///   - options: As for loading. A ``ExecutionOptions/precision`` below float32 is a
    ///     permission here: executors that can't compute in it compute in float32.
    /// - Throws: What the first candidate threw, if none can run the model.
    public func fastest(
        _ source: ModelSource, sample: [Tensor], _ options: ExecutionOptions,
        among candidates: [String] = ["native", "onnxruntime", "openvino"]
    ) throws(ExecutionError) -> Fastest {
        var executors: [any Executor] = []
        var problem: ExecutionError?
        for name in candidates {
            do throws(ExecutionError) {
                executors.append(try executor(named: name))
            } catch {
                // A slip in a name is to be told; a library that isn't here is no candidate.
                if case .wrongOption = error { throw error }
                problem = problem ?? error
            }
        }
        let memory = try ChoiceMemory(source, sample: sample, options, executors)
        let known = memory?.recall()
        if let known, let first = known.first,
            let executor = executors.first(where: { $0.name == first.executor })
        {
            return Fastest(
                model: try Self.load(source, options, executor), executor: executor.name,
                measurements: known, isRemembered: true)
        }
        var measurements: [Measurement] = []
        var best: (model: any LoadedModel, measurement: Measurement)?
        for executor in executors {
            do throws(ExecutionError) {
                let model = try Self.load(source, options, executor)
                let measured = Measurement(
                    executor: executor.name, seconds: try Self.seconds(model, sample))
                measurements.append(measured)
                if measured.seconds < (best?.measurement.seconds ?? .infinity) * 0.9 {
                    best = (model, measured)
                }
            } catch {
                problem = problem ?? error
            }
        }
        guard let best else {
            throw problem ?? .wrongOption(name: "executor", reason: "no candidate was named")
        }
        measurements.sort { $0.seconds < $1.seconds }
        // The chosen one first, even if another was faster by less than counts.
        measurements.removeAll { $0 == best.measurement }
        measurements.insert(best.measurement, at: 0)
        memory?.remember(measurements)
        return Fastest(
            model: best.model, executor: best.measurement.executor, measurements: measurements,
            isRemembered: false)
    }

    /// Loads a model on the executor of a name, or for `auto` on the one that is fastest here.
    ///
    /// - Parameter sample: Inputs of the sizes that matter, for `auto` to measure with.
    /// - Returns: The model, and the name of the executor that it is on.
    public func load(
        _ source: ModelSource, on name: String, sample: @autoclosure () -> [Tensor],
        _ options: ExecutionOptions
    ) throws(ExecutionError) -> (model: any LoadedModel, executor: String) {
        guard name == "auto" else {
            return (try executor(named: name).load(source, options), name)
        }
        let fastest = try fastest(source, sample: sample(), options)
        return (fastest.model, fastest.executor)
    }

    private static func load(
        _ source: ModelSource, _ options: ExecutionOptions, _ executor: any Executor
    ) throws(ExecutionError) -> any LoadedModel {
        guard options.precision != .float32 else { return try executor.load(source, options) }
        do throws(ExecutionError) {
            return try executor.load(source, options)
        } catch {
            guard case .wrongOption("precision", _) = error else { throw error }
            var exact = options
            exact.precision = .float32
            return try executor.load(source, exact)
        }
    }

    /// The median time of a call: of 15, or of as many as a second lets, at least 3.
    private static func seconds(
        _ model: any LoadedModel, _ sample: [Tensor]
    ) throws(ExecutionError) -> Double {
        let clock = ContinuousClock()
        // The first calls make kernels and take memory.
        for _ in 0..<2 { _ = try model.run(sample) }
        var times: [Duration] = []
        let start = clock.now
        while times.count < 3 || (times.count < 15 && clock.now - start < .seconds(1)) {
            let before = clock.now
            _ = try model.run(sample)
            times.append(clock.now - before)
        }
        times.sort()
        return times[times.count / 2] / .seconds(1)
    }
}
