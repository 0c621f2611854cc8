extension Value {
    /// The sum, broadcast as in NumPy; so are the others.
    public static func + (a: Value, b: Value) -> Value { a.apply(.binary(.add), b) }
    /// The difference.
    public static func - (a: Value, b: Value) -> Value { a.apply(.binary(.subtract), b) }
    /// The product, element by element.
    public static func * (a: Value, b: Value) -> Value { a.apply(.binary(.multiply), b) }
    /// The quotient; of integers, towards zero.
    public static func / (a: Value, b: Value) -> Value { a.apply(.binary(.divide), b) }
    /// The sum with a number.
    public static func + (a: Value, b: Double) -> Value { a + a.number(b) }
    /// The difference with a number.
    public static func - (a: Value, b: Double) -> Value { a - a.number(b) }
    /// The difference from a number.
    public static func - (a: Double, b: Value) -> Value { b.number(a) - b }
    /// The product with a number.
    public static func * (a: Value, b: Double) -> Value { a * a.number(b) }
    /// The quotient by a number.
    public static func / (a: Value, b: Double) -> Value { a / a.number(b) }
    /// The quotient of a number.
    public static func / (a: Double, b: Value) -> Value { b.number(a) / b }
    /// The value with the other sign.
    public static prefix func - (a: Value) -> Value { a.apply(.unary(.negative)) }

    /// The value to a power.
    public func raised(to exponent: Double) -> Value {
        apply(.binary(.power), number(exponent))
    }
    /// The smaller of two.
    public func minimum(_ other: Value) -> Value { apply(.binary(.minimum), other) }
    /// The larger of two.
    public func maximum(_ other: Value) -> Value { apply(.binary(.maximum), other) }
    /// The value, at least and at most a number.
    public func clamped(_ lowest: Double? = nil, _ highest: Double? = nil) -> Value {
        var value = self
        if let lowest { value = value.maximum(number(lowest)) }
        if let highest { value = value.minimum(number(highest)) }
        return value
    }

    /// Comparisons, element by element.
    public static func .< (a: Value, b: Value) -> Value { a.apply(.binary(.less), b) }
    /// At most, element by element.
    public static func .<= (a: Value, b: Value) -> Value { a.apply(.binary(.lessOrEqual), b) }
    /// Greater, element by element.
    public static func .> (a: Value, b: Value) -> Value { a.apply(.binary(.greater), b) }
    /// At least, element by element.
    public static func .>= (a: Value, b: Value) -> Value { a.apply(.binary(.greaterOrEqual), b) }
    /// Equal, element by element.
    public static func .== (a: Value, b: Value) -> Value { a.apply(.binary(.equal), b) }
    /// Both, element by element.
    public static func .& (a: Value, b: Value) -> Value { a.apply(.binary(.and), b) }
    /// One of both at least, element by element.
    public static func .| (a: Value, b: Value) -> Value { a.apply(.binary(.or), b) }
    /// Where this is true, one value, elsewhere the other.
    public func select(_ whereTrue: Value, else whereFalse: Value) -> Value {
        apply(.select, whereTrue, whereFalse)
    }
}

infix operator .& : LogicalConjunctionPrecedence
infix operator .| : LogicalDisjunctionPrecedence
