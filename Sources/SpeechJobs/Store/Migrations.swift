import GRDB

/// The steps of the database from nothing to its present shape; a step that was released is
/// never changed.
enum Migrations {
    static var all: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 jobs") { database in
            // Times are seconds since 1970. Positions of samples count at the rate of the
            // scratch audio.
            try database.execute(
                sql: """
                    CREATE TABLE job (
                        number INTEGER PRIMARY KEY,
                        id TEXT NOT NULL UNIQUE,
                        state TEXT NOT NULL CHECK (
                            state IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
                        options TEXT NOT NULL,
                        characters INTEGER NOT NULL CHECK (characters >= 0),
                        created REAL NOT NULL,
                        started REAL,
                        finished REAL,

                        share REAL NOT NULL DEFAULT 0,
                        chunks INTEGER NOT NULL DEFAULT 0,
                        expected_chunks INTEGER,
                        audio_seconds REAL NOT NULL DEFAULT 0,
                        seconds_left REAL,

                        statistics TEXT,
                        failure TEXT,
                        warnings TEXT NOT NULL DEFAULT '[]',
                        audio_bytes INTEGER,
                        audio_sha256 TEXT,

                        claims INTEGER NOT NULL DEFAULT 0,
                        fruitless_claims INTEGER NOT NULL DEFAULT 0,
                        owner TEXT,
                        heartbeat REAL,
                        scratch TEXT,
                        conditions TEXT,
                        checkpoint_chunk INTEGER,
                        checkpoint_sample INTEGER,
                        is_spoken INTEGER NOT NULL DEFAULT 0,

                        CHECK ((checkpoint_chunk IS NULL) = (checkpoint_sample IS NULL)),
                        CHECK (state <> 'running' OR owner IS NOT NULL),
                        CHECK (state <> 'failed' OR failure IS NOT NULL),
                        CHECK (state <> 'completed'
                            OR (audio_bytes IS NOT NULL AND audio_sha256 IS NOT NULL))
                    ) STRICT;
                    CREATE INDEX job_by_state ON job (state, number);
                    CREATE TABLE job_text (
                        job INTEGER PRIMARY KEY REFERENCES job (number) ON DELETE CASCADE,
                        bytes BLOB NOT NULL
                    ) STRICT;
                    """)
        }
        return migrator
    }
}
