/// Why weights can't be read, converted or written. Names the file, the tensor where one is
/// concerned, the problem and the remedy.
public struct WeightError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong; a case for each remedy.
    public enum Problem: Equatable, Sendable {
        /// There is no such file. Remedy: check the path.
        case notFound
        /// The path is a folder. Remedy: name a file in it.
        case isFolder
        /// The system refuses to read it. Remedy: as the reason says.
        case unreadable(reason: String)
        /// Nothing known begins like this. Remedy: give one of the formats that are read.
        case unknownFormat
        /// The file ends before what its header promises. Remedy: fetch it again.
        case truncated(needed: Int, available: Int)
        /// It breaks the rules of its format. Remedy: fetch or export it again.
        case malformed(String)
        /// A valid thing that Syrinx doesn't read. Remedy: as told.
        case unsupported(String, remedy: String)
        /// A pickle wants to call a Python function that has no meaning here; it was not called.
        /// Remedy: don't trust the file, or save the state dict alone.
        case forbiddenGlobal(String)
        /// It asks for more than a limit. Remedy: a larger limit, if the file is trusted.
        case tooLarge(String, limit: Int)
        /// It names a file outside its own folder. Remedy: don't trust the file.
        case leavesFolder(String)
        /// There is no tensor of this name. Remedy: check the name mapping.
        case missing
        /// Two tensors would have this name. Remedy: mend the name mapping.
        case ambiguous(String)
        /// The file can't be written. Remedy: as the reason says.
        case notWritable(reason: String)
    }

    /// The path as given; empty for weights that are in memory only.
    public let file: String
    /// The tensor concerned.
    public let tensor: String?
    /// What is wrong.
    public let problem: Problem

    /// An error at a file and, where one is concerned, a tensor.
    public init(file: String, tensor: String? = nil, _ problem: Problem) {
        self.file = file
        // What a hostile file calls its tensors must not fill a log.
        self.tensor = tensor.map { $0.utf8.count <= 200 ? $0 : String($0.prefix(200)) + "…" }
        self.problem = problem
    }

    /// Where, what, and what to do.
    public var description: String {
        let place = [file.isEmpty ? nil : file, tensor.map { "tensor '\($0)'" }]
            .compactMap { $0 }.joined(separator: ", ")
        return place.isEmpty ? problem.description : "\(place): \(problem)"
    }
}

extension WeightError.Problem: CustomStringConvertible {
    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .notFound: "no such file; check the path"
        case .isFolder: "it is a folder; name a file in it, such as model.safetensors"
        case .unreadable(let reason): "can't be read (\(reason)); check its permissions and place"
        case .unknownFormat:
            "not a weight file; give safetensors (or its index.json), a PyTorch zip archive "
                + "(.pt, .pth), NumPy (.npy, .npz) or ONNX"
        case .truncated(let needed, let available):
            "truncated: \(needed) bytes are needed and \(available) are there; fetch it again"
        case .malformed(let what): "malformed: \(what); fetch or export it again"
        case .unsupported(let what, let remedy): "\(what) is not read; \(remedy)"
        case .forbiddenGlobal(let name):
            "its pickle calls \(name), which is no part of a state dict (nothing was executed); "
                + "don't load it in Python, or save the state dict alone if you trust its origin"
        case .tooLarge(let what, let limit):
            "\(what) exceeds the limit of \(limit); raise the limit only if you trust the file"
        case .leavesFolder(let name):
            "it refers to '\(name)', outside its own folder; put all files of a model in one folder"
        case .missing: "there is no such tensor; check the checkpoint and the name mapping"
        case .ambiguous(let how): "two tensors get this name (\(how)); mend the name mapping"
        case .notWritable(let reason): "can't be written (\(reason)); choose another place"
        }
    }
}
