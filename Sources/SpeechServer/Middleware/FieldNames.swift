import HTTPTypes

extension HTTPField.Name {
    static let requestID = known("X-Request-Id")
    /// What was asked for and could not be done.
    static let warning = known("X-Syrinx-Warning")
    static let forwardedKey = known("X-Api-Key")
    static let elevenLabsKey = known("Xi-Api-Key")

    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else {
            preconditionFailure("'\(name)' is no field name")
        }
        return name
    }
}
