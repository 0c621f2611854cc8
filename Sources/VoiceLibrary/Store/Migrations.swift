import GRDB

/// The steps of the database from nothing to its present shape; a step that was released is
/// never changed.
enum Migrations {
    static var all: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 profiles") { database in
            // Times are seconds since 1970, hashes SHA-256 in hexadecimal.
            try database.execute(
                sql: """
                    CREATE TABLE profile (
                        number INTEGER PRIMARY KEY,
                        id TEXT NOT NULL UNIQUE,
                        name TEXT NOT NULL UNIQUE,
                        display_name TEXT NOT NULL,
                        created REAL NOT NULL,
                        clip_sha256 TEXT NOT NULL,
                        model_sha256 TEXT NOT NULL,
                        consent INTEGER NOT NULL CHECK (consent IN (0, 1)),
                        quality TEXT NOT NULL,
                        file TEXT NOT NULL UNIQUE,
                        features_sha256 TEXT NOT NULL
                    ) STRICT;
                    """)
        }
        return migrator
    }
}
