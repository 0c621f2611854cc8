/// Which scalars open, close, end and divide.
enum Punctuation {
    /// Marks that belong to what stands before them: closing quotes and brackets.
    /// The German closing quote (U+201C) and the inverted guillemet are among
    /// them; whoever asks looks only behind an end mark, where nothing opens
    /// without a space before.
    @inline(__always)
    static func isCloser(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x22, 0x27, 0x29, 0x5D, 0x7D, 0x2A, 0x5F,
            0xBB, 0x2019, 0x201C, 0x201D, 0x203A, 0xAB,
            0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0x3019, 0x301B, 0x301F,
            0xFF09, 0xFF3D, 0xFF5D, 0xFF60, 0xFF63, 0xFE42, 0xFE44:
            true
        default: false
        }
    }

    /// Marks that belong to what stands behind them.
    @inline(__always)
    static func isOpener(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x22, 0x27, 0x28, 0x5B, 0x7B, 0xA1, 0xBF, 0xAB, 0x2018, 0x201A, 0x201C, 0x201E,
            0x2039, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0x3018, 0x301A,
            0x301D, 0xFF08, 0xFF3B, 0xFF5B, 0xFF5F, 0xFF62, 0xFE41, 0xFE43:
            true
        default: false
        }
    }

    /// Marks that end a sentence.
    @inline(__always)
    static func isTerminator(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x21, 0x2E, 0x3F, 0x2026, 0x203C, 0x203D, 0x2047...0x2049, 0x3002, 0xFF01, 0xFF0E,
            0xFF1F, 0xFF61, 0x0589, 0x061F, 0x06D4, 0x0964, 0x0965, 0x104A, 0x104B, 0x1362,
            0x17D4, 0x17D5, 0x22EF:
            true
        default: false
        }
    }

    /// Marks that end a clause, wherever they stand.
    @inline(__always)
    static func isWideClauseMark(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x3001, 0xFF0C, 0xFF1B, 0xFF1A, 0xFF64, 0x30FB, 0xB7, 0x060C, 0x061B, 0x055D,
            0x1361, 0x1363...0x1366, 0x2014, 0x2015, 0x2026, 0x22EF, 0x301C:
            true
        default: false
        }
    }
}
