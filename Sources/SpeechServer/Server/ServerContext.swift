import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// What the server knows about a request beside the request itself.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel
    /// The request's ID: the client's own where it is a sound one.
    var requestID = ""
    /// Who asks: a short digest of a key or an address, never either itself.
    var client = ""
    /// What the work for the request adds to its line in the log.
    let note = RequestNote()

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// Where a request on a route comes from.
    func origin(_ route: String) -> RequestOrigin {
        RequestOrigin(id: requestID, route: route, client: client, note: note)
    }
}
