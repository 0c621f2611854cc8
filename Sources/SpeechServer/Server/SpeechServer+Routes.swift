import Glibc
import Hummingbird
import SpeechEngine
import SpeechJobs

extension SpeechServer {
    /// Everything that is answered over HTTP.
    func routes(
        _ service: SpeechService, _ readiness: Readiness, _ door: SocketDoor
    ) throws -> Router<ServerContext> {
        let router = Router(context: ServerContext.self, options: .autoGenerateHeadEndpoints)
        router.add(
            middleware: RequestIdentity(
                log: AccessLog(logger: logger, metrics: service.ledger.metrics), keys: keys,
                origins: door.origins))
        router.add(middleware: OriginGuard(rules: door.origins))
        router.add(middleware: KeyGuard(keys: keys))
        router.add(middleware: RateGuard(door.rates))
        SpeechRoutes(service: service, settings: settings).add(to: router)
        ModelRoutes(engine: engine, created: time(nil)).add(to: router)
        TTSRoute(service: service, settings: settings).add(to: router)
        ConversionRoutes(service: conversion, settings: settings).add(to: router)
        ProfileRoutes(service: conversion, settings: settings).add(to: router)
        JobRoutes(runner: jobs?.runner, engine: engine, settings: settings).add(to: router)
        OptionsRoute(engine: engine, version: version).add(to: router, needsKey: keys.isNeeded)
        HealthRoutes(readiness: readiness).add(to: router)
        StatsRoutes(service: service, settings: settings).add(to: router)
        MetricsRoute(
            metrics: service.ledger.metrics, admission: service.admission, engine: engine,
            readiness: readiness, version: version, jobs: jobs?.runner.store,
            conversion: conversion
        ).add(to: router)
        PageRoutes(version: version).add(to: router)
        ElevenLabsRoutes(service: service, settings: settings).add(to: router)
        door.add(to: router)
        let document = try OpenAPIDocument(
            version: version, profiles: engine.profileNames, needsKey: keys.isNeeded)
        DocumentationRoutes(document).add(to: router)
        return router
    }
}
