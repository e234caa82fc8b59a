// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Store.Sqlite;

/// <summary>What leads from one schema version to the next. A step that was released is never changed; a new one is added at the end.</summary>
internal static class SchemaSteps
{
    /// <summary>The steps by the version that they lead to, from 1 on. A new store takes all of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SchemaText.Facts + SchemaText.Outbox + SchemaText.Records,
        AccessAndFeed,
        CustodyText,
        WriterText,
        SpendingText,
        RecordIndexes,
        SuspectText,
        ReportIndexText,
        WitnessText,
        TileText,
        AlertIndexText,
        ErasureText,
        FoldedProductText,
        PeriodSumText,
        ExpiryIndexText,
        KeyIndexText,
        RecordKeyText,
        LateEvidenceText,
        LaterForkText,
    ];

    /// <summary>
    /// API keys, and the feed. The feed is written by triggers, so that no code path can change a fact's block, an alert or
    /// an operation without telling.
    /// </summary>
    private const string AccessAndFeed = """
        CREATE TABLE api_keys(
          seq INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          digest BLOB NOT NULL UNIQUE CHECK(length(digest) = 32),
          party BLOB,
          created_at INTEGER NOT NULL,
          expires_at INTEGER,
          revoked_at INTEGER,
          body BLOB NOT NULL) STRICT;
        CREATE TRIGGER api_keys_stay BEFORE DELETE ON api_keys BEGIN SELECT RAISE(ABORT, 'an API key is never erased'); END;
        CREATE TRIGGER api_keys_change BEFORE UPDATE OF id, digest, party, created_at, expires_at, body ON api_keys
          BEGIN SELECT RAISE(ABORT, 'an API key is never changed'); END;
        CREATE TRIGGER api_keys_return BEFORE UPDATE OF revoked_at ON api_keys WHEN OLD.revoked_at IS NOT NULL
          BEGIN SELECT RAISE(ABORT, 'a revoked API key never returns'); END;

        CREATE TABLE feed(
          seq INTEGER PRIMARY KEY,
          kind INTEGER NOT NULL,
          fact INTEGER,
          id BLOB,
          state INTEGER,
          block_number INTEGER,
          block_hash BLOB) STRICT;
        CREATE TRIGGER feed_stays BEFORE DELETE ON feed BEGIN SELECT RAISE(ABORT, 'what was told is never erased'); END;
        CREATE TRIGGER feed_change BEFORE UPDATE ON feed BEGIN SELECT RAISE(ABORT, 'what was told is never changed'); END;
        CREATE TRIGGER feed_fact AFTER INSERT ON facts BEGIN INSERT INTO feed(kind, fact) VALUES(1, NEW.seq); END;
        CREATE TRIGGER feed_retract AFTER UPDATE OF retracted ON blocks WHEN NEW.retracted = 1
          BEGIN INSERT INTO feed(kind, block_number, block_hash) VALUES(2, NEW.number, NEW.hash); END;
        CREATE TRIGGER feed_alert AFTER INSERT ON alerts BEGIN
          INSERT INTO feed(kind, id, state, block_number, block_hash)
            VALUES(CASE NEW.state WHEN 3 THEN 4 ELSE 3 END, NEW.id, NEW.state, NEW.deciding_number, NEW.deciding_hash);
        END;
        CREATE TRIGGER feed_alert_moved AFTER UPDATE ON alerts
          WHEN NEW.state <> OLD.state OR NEW.deciding_hash IS NOT OLD.deciding_hash BEGIN
          INSERT INTO feed(kind, id, state, block_number, block_hash)
            VALUES(CASE WHEN NEW.state = 3 OR NEW.state < OLD.state AND OLD.state <> 3 THEN 4 ELSE 3 END,
              NEW.id, NEW.state, NEW.deciding_number, NEW.deciding_hash);
        END;
        CREATE TRIGGER feed_operation AFTER INSERT ON operations
          BEGIN INSERT INTO feed(kind, id, state) VALUES(5, NEW.id, NEW.state); END;
        CREATE TRIGGER feed_operation_moved AFTER UPDATE ON operations WHEN NEW.state <> OLD.state
          BEGIN INSERT INTO feed(kind, id, state) VALUES(5, NEW.id, NEW.state); END;
        """;

    /// <summary>Reports that were refused and are kept as proof.</summary>
    private const string SuspectText = """
        CREATE TABLE suspects(
          seq INTEGER PRIMARY KEY,
          pool BLOB NOT NULL CHECK(length(pool) = 32),
          reason INTEGER NOT NULL,
          record_id BLOB NOT NULL UNIQUE CHECK(length(record_id) = 32),
          reporter BLOB NOT NULL,
          stream BLOB NOT NULL,
          against BLOB,
          body BLOB NOT NULL,
          signature BLOB NOT NULL,
          received_at INTEGER NOT NULL) STRICT;
        CREATE INDEX suspects_against ON suspects(against) WHERE against IS NOT NULL;
        CREATE INDEX suspects_stream ON suspects(stream, seq);
        CREATE TRIGGER suspects_stay BEFORE DELETE ON suspects BEGIN SELECT RAISE(ABORT, 'a proof is never erased'); END;
        CREATE TRIGGER suspects_change BEFORE UPDATE ON suspects BEGIN SELECT RAISE(ABORT, 'a proof is never changed'); END;
        """;

    /// <summary>What of reports is looked for, derived from the journal; and the other records under a license, found without stepping over its reports.</summary>
    private const string ReportIndexText = """
        CREATE TABLE report_index(
          seq INTEGER PRIMARY KEY,
          record_id BLOB NOT NULL CHECK(length(record_id) = 32),
          pool BLOB NOT NULL,
          license BLOB NOT NULL,
          reporter BLOB NOT NULL,
          period_start INTEGER NOT NULL,
          period_end INTEGER NOT NULL,
          lines INTEGER NOT NULL,
          supersedes BLOB,
          taken_at INTEGER NOT NULL,
          marks BLOB NOT NULL) STRICT;
        CREATE INDEX report_index_pool ON report_index(pool, seq);
        CREATE INDEX report_index_license ON report_index(license, seq);
        CREATE INDEX report_index_reporter ON report_index(reporter, seq);
        CREATE INDEX report_index_supersedes ON report_index(supersedes) WHERE supersedes IS NOT NULL;
        CREATE INDEX journal_under ON journal(concerns, seq) WHERE concerns IS NOT NULL AND kind <> 1;
        """;

    /// <summary>Outside signatures over checkpoints; a party has one for each checkpoint.</summary>
    private const string WitnessText = """
        CREATE TABLE witnesses(
          seq INTEGER PRIMARY KEY,
          id BLOB NOT NULL UNIQUE CHECK(length(id) = 32),
          pool BLOB NOT NULL CHECK(length(pool) = 32),
          epoch INTEGER NOT NULL,
          size INTEGER NOT NULL,
          party BLOB NOT NULL CHECK(length(party) = 32),
          body BLOB NOT NULL,
          signature BLOB NOT NULL,
          received_at INTEGER NOT NULL) STRICT;
        CREATE INDEX witnesses_checkpoint ON witnesses(pool, epoch, size, party);
        CREATE INDEX witnesses_party ON witnesses(pool, epoch, party, size);
        CREATE TRIGGER witnesses_stay BEFORE DELETE ON witnesses BEGIN SELECT RAISE(ABORT, 'a witness is never erased'); END;
        CREATE TRIGGER witnesses_change BEFORE UPDATE ON witnesses BEGIN SELECT RAISE(ABORT, 'a witness is never changed'); END;
        """;

    /// <summary>Tiles of the usage logs' trees, derived from the journal; a tile's root lies before its hashes, which are on pages of their own.</summary>
    private const string TileText = """
        CREATE TABLE tiles(
          seq INTEGER PRIMARY KEY,
          pool BLOB NOT NULL CHECK(length(pool) = 32),
          epoch INTEGER NOT NULL,
          level INTEGER NOT NULL,
          number INTEGER NOT NULL,
          root BLOB NOT NULL CHECK(length(root) = 32),
          hashes BLOB NOT NULL CHECK(length(hashes) = 8192)) STRICT;
        CREATE UNIQUE INDEX tiles_place ON tiles(pool, epoch, level, number);
        """;

    /// <summary>Alerts by their rule: what is open of it is found, and counted, without reading the others.</summary>
    private const string AlertIndexText = """
        CREATE INDEX alerts_rule ON alerts(rule, state);
        """;

    /// <summary>What came with a record may be erased, and is never changed.</summary>
    private const string ErasureText = """
        CREATE TRIGGER journal_attachment BEFORE UPDATE OF attachment ON journal WHEN NEW.attachment IS NOT NULL
          BEGIN SELECT RAISE(ABORT, 'what came with a record is never changed'); END;
        """;

    /// <summary>What a record commits to may come after it: once, and never after it was erased.</summary>
    private const string LateEvidenceText = """
        DROP TRIGGER journal_attachment;
        CREATE TRIGGER journal_attachment BEFORE UPDATE OF attachment ON journal WHEN NEW.attachment IS NOT NULL
          AND (OLD.attachment IS NOT NULL OR EXISTS(SELECT 1 FROM custody WHERE document = OLD.record_id AND what = 'erased'))
          BEGIN SELECT RAISE(ABORT, 'what came with a record is never changed, and never comes back'); END;
        """;

    /// <summary>A kept report is a fork (reason 1) from the moment on at which another one stands at its place; nothing else of it changes, and it stays one.</summary>
    private const string LaterForkText = """
        DROP TRIGGER suspects_change;
        CREATE TRIGGER suspects_change BEFORE UPDATE OF seq, pool, record_id, reporter, stream, body, signature, received_at ON suspects
          BEGIN SELECT RAISE(ABORT, 'a proof is never changed'); END;
        CREATE TRIGGER suspects_turn BEFORE UPDATE OF reason, against ON suspects WHEN OLD.against IS NOT NULL OR NEW.against IS NULL OR NEW.reason <> 1
          BEGIN SELECT RAISE(ABORT, 'a proof is never changed, but to the fork that it has become'); END;
        """;

    /// <summary>Marks know products by their folded names from here on: the index is derived, and is made anew of the journal.</summary>
    private const string FoldedProductText = """
        DELETE FROM report_index;
        """;

    /// <summary>
    /// What the reports of a period add up to and which records answer which, derived with the index of reports, which is made anew for it;
    /// and records under a license by their kind.
    /// </summary>
    private const string PeriodSumText = """
        DELETE FROM report_index;
        CREATE TABLE report_index_through(
          id INTEGER PRIMARY KEY CHECK(id = 1),
          seq INTEGER NOT NULL) STRICT;
        INSERT INTO report_index_through VALUES(1, 0);
        CREATE TABLE period_sums(
          period BLOB NOT NULL CHECK(length(period) = 32),
          stream BLOB NOT NULL CHECK(length(stream) = 32),
          currency TEXT NOT NULL,
          first_seq INTEGER NOT NULL,
          last_sequence INTEGER NOT NULL,
          last_report BLOB NOT NULL CHECK(length(last_report) = 32),
          reports INTEGER NOT NULL,
          lines INTEGER NOT NULL,
          quantity BLOB NOT NULL,
          net_value BLOB NOT NULL,
          PRIMARY KEY(period, stream, currency)) STRICT, WITHOUT ROWID;
        CREATE TABLE record_answers(
          answered BLOB NOT NULL CHECK(length(answered) = 32),
          kind INTEGER NOT NULL,
          seq INTEGER NOT NULL,
          record_id BLOB NOT NULL CHECK(length(record_id) = 32),
          PRIMARY KEY(answered, kind, seq)) STRICT, WITHOUT ROWID;
        CREATE INDEX journal_under_kind ON journal(concerns, kind, seq) WHERE concerns IS NOT NULL AND kind <> 1;
        """;

    /// <summary>Open proposals by their deadline, which every block asks for.</summary>
    private const string ExpiryIndexText = """
        CREATE INDEX proposals_expiry ON proposals(expires_at) WHERE expires_at IS NOT NULL AND state IN (0, 1, 2);
        """;

    /// <summary>
    /// Facts by their subjects, and folded rows by their ids, in indexes that cost the same however much there is. A key leaves the small
    /// table of facts only for the large one.
    /// </summary>
    private static string KeyIndexText => $"""
        {KeyIndex.Tables("fact_keys")}
        INSERT OR IGNORE INTO fact_keys SELECT {KeyIndex.KeyOf("subject")}, fact FROM fact_subjects ORDER BY 1, 2;
        DROP TABLE fact_subjects;
        {KeyIndex.Guards("fact_keys", "a fact")}
        CREATE TABLE folded(
          seq INTEGER PRIMARY KEY,
          kind TEXT NOT NULL,
          id BLOB NOT NULL CHECK(length(id) = 32),
          first_seq INTEGER NOT NULL,
          pool BLOB,
          party BLOB,
          tag TEXT,
          body BLOB NOT NULL) STRICT;
        INSERT INTO folded(kind, id, first_seq, pool, party, tag, body)
          SELECT kind, id, first_seq, pool, party, tag, body FROM projections ORDER BY first_seq, kind, id;
        DROP TABLE projections;
        ALTER TABLE folded RENAME TO projections;
        CREATE INDEX projections_seq ON projections(kind, first_seq);
        CREATE INDEX projections_pool ON projections(kind, pool, first_seq) WHERE pool IS NOT NULL;
        CREATE INDEX projections_party ON projections(kind, party, first_seq) WHERE party IS NOT NULL;
        CREATE INDEX projections_tag ON projections(kind, tag, first_seq) WHERE tag IS NOT NULL;
        {KeyIndex.Tables("projection_keys")}
        INSERT INTO projection_keys SELECT {KeyIndex.KeyOf("id")}, seq FROM projections ORDER BY 1, 2;

        """;

    /// <summary>
    /// Records by their ids in an index that costs the same however many there are; a UNIQUE column was an index of its own, with a page
    /// to write for each record. All else of the table is as it was.
    /// </summary>
    private static string RecordKeyText => $"""
        CREATE TABLE records(
          seq INTEGER PRIMARY KEY,
          pool BLOB NOT NULL CHECK(length(pool) = 32),
          epoch INTEGER NOT NULL,
          leaf_index INTEGER NOT NULL,
          kind INTEGER NOT NULL,
          record_id BLOB NOT NULL CHECK(length(record_id) = 32),
          leaf BLOB NOT NULL CHECK(length(leaf) = 32),
          author BLOB NOT NULL,
          concerns BLOB,
          stream BLOB,
          sequence INTEGER,
          received_number INTEGER NOT NULL,
          received_hash BLOB NOT NULL,
          received_at INTEGER NOT NULL,
          promise BLOB,
          signature BLOB NOT NULL,
          body BLOB NOT NULL,
          attachment BLOB,
          CHECK((stream IS NULL) = (sequence IS NULL))) STRICT;
        INSERT INTO records SELECT seq, pool, epoch, leaf_index, kind, record_id, leaf, author, concerns, stream, sequence, received_number,
          received_hash, received_at, promise, signature, body, attachment FROM journal ORDER BY seq;
        DROP TABLE journal;
        ALTER TABLE records RENAME TO journal;
        CREATE UNIQUE INDEX journal_leaf ON journal(pool, epoch, leaf_index);
        CREATE UNIQUE INDEX journal_stream ON journal(stream, sequence) WHERE stream IS NOT NULL;
        CREATE INDEX journal_kind ON journal(kind, seq);
        CREATE INDEX journal_concerns ON journal(concerns, seq) WHERE concerns IS NOT NULL;
        CREATE INDEX journal_author ON journal(author, seq);
        CREATE INDEX journal_under ON journal(concerns, seq) WHERE concerns IS NOT NULL AND kind <> 1;
        CREATE INDEX journal_under_kind ON journal(concerns, kind, seq) WHERE concerns IS NOT NULL AND kind <> 1;
        CREATE TRIGGER journal_stays BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'a record is never erased'); END;
        CREATE TRIGGER journal_change BEFORE UPDATE OF pool, epoch, leaf_index, kind, record_id, leaf, author, stream,
          sequence, signature, body ON journal BEGIN SELECT RAISE(ABORT, 'a record is never changed'); END;
        CREATE TRIGGER journal_promise BEFORE UPDATE OF promise ON journal WHEN OLD.promise IS NOT NULL
          BEGIN SELECT RAISE(ABORT, 'a promise is never changed'); END;
        CREATE TRIGGER journal_attachment BEFORE UPDATE OF attachment ON journal WHEN NEW.attachment IS NOT NULL
          BEGIN SELECT RAISE(ABORT, 'what came with a record is never changed'); END;
        {KeyIndex.Tables("journal_keys")}
        INSERT INTO journal_keys SELECT {KeyIndex.KeyOf("record_id")}, seq FROM journal ORDER BY 1, 2;
        {KeyIndex.Guards("journal_keys", "a record")}
        """;

    /// <summary>Records by whom or what they speak of, and by who signed them.</summary>
    private const string RecordIndexes = """
        CREATE INDEX journal_concerns ON journal(concerns, seq) WHERE concerns IS NOT NULL;
        CREATE INDEX journal_author ON journal(author, seq);
        """;

    /// <summary>What happens to documents, and which act commits to which.</summary>
    private const string CustodyText = """
        CREATE TABLE custody(
          seq INTEGER PRIMARY KEY,
          document BLOB NOT NULL CHECK(length(document) = 32),
          what TEXT NOT NULL,
          party BLOB,
          key TEXT NOT NULL,
          at INTEGER NOT NULL,
          detail BLOB NOT NULL,
          hash BLOB NOT NULL CHECK(length(hash) = 32)) STRICT;
        CREATE INDEX custody_document ON custody(document, seq);
        CREATE TRIGGER custody_stays BEFORE DELETE ON custody BEGIN SELECT RAISE(ABORT, 'custody is never erased'); END;
        CREATE TRIGGER custody_change BEFORE UPDATE ON custody BEGIN SELECT RAISE(ABORT, 'custody is never changed'); END;

        CREATE TABLE document_acts(
          seq INTEGER PRIMARY KEY,
          document BLOB NOT NULL CHECK(length(document) = 32),
          act BLOB NOT NULL CHECK(length(act) = 32),
          UNIQUE(document, act)) STRICT;
        """;

    /// <summary>What transactions have cost.</summary>
    private const string SpendingText = """
        CREATE TABLE spending(
          account BLOB PRIMARY KEY CHECK(length(account) = 20),
          next_nonce INTEGER NOT NULL,
          transactions INTEGER NOT NULL,
          gas INTEGER NOT NULL,
          wei TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """;

    /// <summary>Who may write: one row, whose token never falls.</summary>
    private const string WriterText = """
        CREATE TABLE writer(
          id INTEGER PRIMARY KEY CHECK(id = 1),
          token INTEGER NOT NULL,
          holder TEXT NOT NULL,
          beats INTEGER NOT NULL) STRICT;
        INSERT INTO writer VALUES(1, 0, '', 0);
        CREATE TRIGGER writer_stays BEFORE DELETE ON writer BEGIN SELECT RAISE(ABORT, 'the fencing token is never erased'); END;
        CREATE TRIGGER writer_rises BEFORE UPDATE OF token ON writer WHEN NEW.token < OLD.token
          BEGIN SELECT RAISE(ABORT, 'the fencing token never falls'); END;
        """;
}
