extension JSONReader {
    /// The longest number that is read, in bytes: longer ones cost time and say no more.
    private static let longestNumber = 400

    /// Reads a number.
    ///
    /// - Throws: ``JSONError`` where none stands, or one that no `Double` comes near.
    public mutating func number() throws(JSONError) -> Double {
        guard let first = next, first == UInt8(ascii: "-") || (0x30...0x39).contains(first)
        else { throw missing("a number") }
        let start = position
        let isNegative = take("-")
        let digits = position
        var whole = 0
        if !take("0") { whole = try self.digits() }
        // Most are small and whole, such as IDs: no detour by a string.
        let isSmall = position - digits <= 15
        if !isNegative, isSmall, next != UInt8(ascii: "."), next.map({ $0 | 0x20 }) != 0x65 {
            return Double(whole)
        }
        if take(".") { _ = try self.digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            _ = try self.digits()
        }
        guard position - start <= Self.longestNumber,
            let number = Double(String(decoding: bytes[start..<position], as: UTF8.self)),
            number.isFinite
        else { throw JSONError(offset: start, reason: .numberOutOfRange) }
        return number
    }

    /// Reads a whole number from 0, exactly; no fraction or exponent.
    ///
    /// - Throws: ``JSONError`` where none stands, or one that no `Int` holds.
    public mutating func wholeNumber() throws(JSONError) -> Int {
        guard let first = next, (0x30...0x39).contains(first) else {
            throw missing("a whole number")
        }
        let start = position
        var number = 0
        if !take("0") {
            while let byte = next, (0x30...0x39).contains(byte) {
                let (tens, isTooLarge) = number.multipliedReportingOverflow(by: 10)
                let (sum, carries) = tens.addingReportingOverflow(Int(byte & 15))
                guard !isTooLarge, !carries else {
                    throw JSONError(offset: start, reason: .numberOutOfRange)
                }
                number = sum
                position += 1
            }
        }
        guard next != UInt8(ascii: "."), next.map({ $0 | 0x20 }) != 0x65 else {
            throw JSONError(offset: start, reason: .expected("a whole number"))
        }
        return number
    }

    /// Passes at least one digit.
    ///
    /// - Returns: The number they stand for, wrapped around where they are more than 18.
    private mutating func digits() throws(JSONError) -> Int {
        let start = position
        var number = 0
        while let byte = next, (0x30...0x39).contains(byte) {
            number = number &* 10 &+ Int(byte & 15)
            position += 1
        }
        guard position > start else { throw problem(.expected("a digit")) }
        return number
    }
}
