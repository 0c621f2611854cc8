extension Operation {
    func recurrentTypes(_ inputs: [ValueType]) throws(Misfit) -> [ValueType] {
        let hidden: Int
        let directions: Int
        let gates: Int
        switch self {
        case .lstm(let size, let isBidirectional):
            (hidden, directions, gates) = (size, isBidirectional ? 2 : 1, 4)
        case .gru(let size, let isBidirectional):
            (hidden, directions, gates) = (size, isBidirectional ? 2 : 1, 3)
        default: preconditionFailure("no recurrence")
        }
        let x = inputs[0]
        try x.requireFloat()
        try x.requireRank(3...3)
        let states = gates == 4 ? 2 : 1
        let state: [Dimension] = [Dimension(directions), x.shape[0], Dimension(hidden)]
        for index in 1...states { try inputs[index].requireShape(state, "the state") }
        let rows = Dimension(gates * hidden)
        for direction in 0..<directions {
            let first = 1 + states + direction * 4
            try inputs[first].requireShape([rows, x.shape[2]], "weight_ih")
            try inputs[first + 1].requireShape([rows, Dimension(hidden)], "weight_hh")
            try inputs[first + 2].requireShape([rows], "bias_ih")
            try inputs[first + 3].requireShape([rows], "bias_hh")
        }
        let y = x.with([x.shape[0], x.shape[1], Dimension(directions * hidden)])
        return [y] + (0..<states).map { _ in x.with(state) }
    }

    func spectralTypes(_ inputs: [ValueType]) throws(Misfit) -> [ValueType] {
        let x = inputs[0]
        try x.requireFloat()
        switch self {
        case .stft(let size, let hop):
            try Self.requireTransform(size, hop)
            try x.requireRank(2...2)
            try inputs[1].requireShape([Dimension(size)], "the window")
            let frames = (x.shape[1] - Dimension(size)) / hop + 1
            if let count = frames.fixed, count < 1 { throw Misfit("\(x) is shorter than a frame") }
            let spectrum = x.with([x.shape[0], Dimension(size / 2 + 1), frames])
            return [spectrum, spectrum]
        case .inverseSTFT(let size, let hop):
            try Self.requireTransform(size, hop)
            try x.requireRank(3...3)
            try x.requireShape([x.shape[0], Dimension(size / 2 + 1), x.shape[2]], "the real part")
            try inputs[1].requireShape(x.shape, "the imaginary part")
            try inputs[2].requireShape([Dimension(size)], "the window")
            return [x.with([x.shape[0], (x.shape[2] - 1) * hop + Dimension(size)])]
        default: preconditionFailure("no spectrum")
        }
    }

    private static func requireTransform(_ size: Int, _ hop: Int) throws(Misfit) {
        guard size >= 2, size % 2 == 0, size <= 1 << 16, hop >= 1 else {
            throw Misfit("transforms of \(size) by steps of \(hop); the size must be even")
        }
    }
}
