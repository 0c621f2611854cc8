import ArgumentParser

/// `syrinx profiles`: voices taken from clips, for conversion.
struct Profiles: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profiles",
        abstract: "Keep voice profiles: target voices that conversion took from clips.",
        discussion: """
            Profiles lie in the data folder, readable by its owner alone. An exported one is one \
            file, which any other machine can import.
            """,
        subcommands: [
            ProfilesAdd.self, ProfilesList.self, ProfilesShow.self, ProfilesRename.self,
            ProfilesExport.self,
            ProfilesImport.self, ProfilesDelete.self,
        ])
}
