// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Store.Sqlite;

/// <summary>The DDL of version 1, by room; <see cref="SchemaSteps"/> leads on from it.</summary>
internal static class SchemaText
{
    /// <summary>Blocks, facts and what is folded from them.</summary>
    public const string Facts = """
        CREATE TABLE blocks(
          seq INTEGER PRIMARY KEY,
          number INTEGER NOT NULL,
          hash BLOB NOT NULL CHECK(length(hash) = 32),
          parent BLOB NOT NULL CHECK(length(parent) = 32),
          time INTEGER NOT NULL,
          header BLOB NOT NULL,
          retracted INTEGER NOT NULL DEFAULT 0 CHECK(retracted IN (0, 1))) STRICT;
        CREATE UNIQUE INDEX blocks_number ON blocks(number) WHERE retracted = 0;
        CREATE INDEX blocks_hash ON blocks(hash);
        CREATE INDEX blocks_time ON blocks(time, number) WHERE retracted = 0;
        CREATE TRIGGER blocks_stay BEFORE DELETE ON blocks BEGIN SELECT RAISE(ABORT, 'a block is never erased'); END;
        CREATE TRIGGER blocks_change BEFORE UPDATE OF seq, number, hash, parent, time, header ON blocks
          BEGIN SELECT RAISE(ABORT, 'a block is never changed'); END;
        CREATE TRIGGER blocks_return BEFORE UPDATE OF retracted ON blocks WHEN NEW.retracted < OLD.retracted
          BEGIN SELECT RAISE(ABORT, 'a retracted block returns as a new row'); END;

        CREATE TABLE final_block(
          id INTEGER PRIMARY KEY CHECK(id = 1),
          number INTEGER NOT NULL,
          hash BLOB NOT NULL CHECK(length(hash) = 32)) STRICT;

        CREATE TABLE facts(
          seq INTEGER PRIMARY KEY,
          block INTEGER NOT NULL REFERENCES blocks(seq),
          event_index INTEGER NOT NULL,
          tx BLOB NOT NULL CHECK(length(tx) = 32),
          address BLOB NOT NULL CHECK(length(address) = 20),
          topics BLOB NOT NULL CHECK(length(topics) % 32 = 0),
          data BLOB NOT NULL,
          kind TEXT NOT NULL,
          subjects BLOB NOT NULL CHECK(length(subjects) % 32 = 0)) STRICT;
        CREATE UNIQUE INDEX facts_block ON facts(block, event_index);
        CREATE INDEX facts_kind ON facts(kind, seq);
        CREATE TRIGGER facts_stay BEFORE DELETE ON facts BEGIN SELECT RAISE(ABORT, 'a fact is never erased'); END;
        CREATE TRIGGER facts_change BEFORE UPDATE ON facts BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END;

        CREATE TABLE fact_subjects(
          subject BLOB NOT NULL CHECK(length(subject) = 32),
          fact INTEGER NOT NULL REFERENCES facts(seq),
          PRIMARY KEY(subject, fact)) STRICT, WITHOUT ROWID;
        CREATE TRIGGER fact_subjects_stay BEFORE DELETE ON fact_subjects
          BEGIN SELECT RAISE(ABORT, 'a fact is never erased'); END;
        CREATE TRIGGER fact_subjects_change BEFORE UPDATE ON fact_subjects
          BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END;

        CREATE TABLE projections(
          kind TEXT NOT NULL,
          id BLOB NOT NULL CHECK(length(id) = 32),
          first_seq INTEGER NOT NULL,
          pool BLOB,
          party BLOB,
          tag TEXT,
          body BLOB NOT NULL) STRICT;
        CREATE UNIQUE INDEX projections_id ON projections(kind, id);
        CREATE INDEX projections_seq ON projections(kind, first_seq);
        CREATE INDEX projections_pool ON projections(kind, pool, first_seq) WHERE pool IS NOT NULL;
        CREATE INDEX projections_party ON projections(kind, party, first_seq) WHERE party IS NOT NULL;
        CREATE INDEX projections_tag ON projections(kind, tag, first_seq) WHERE tag IS NOT NULL;
        """;

    /// <summary>What is owed to the chain, and the acts on their way there.</summary>
    public const string Outbox = """
        CREATE TABLE intents(
          seq INTEGER PRIMARY KEY,
          id BLOB NOT NULL UNIQUE CHECK(length(id) = 32),
          kind TEXT NOT NULL,
          to_address BLOB NOT NULL CHECK(length(to_address) = 20),
          call_data BLOB NOT NULL,
          gas_limit INTEGER NOT NULL,
          operation BLOB,
          state INTEGER NOT NULL,
          signer BLOB,
          nonce INTEGER,
          block_number INTEGER,
          block_hash BLOB,
          tx BLOB,
          problem BLOB,
          created_at INTEGER NOT NULL,
          updated_at INTEGER NOT NULL,
          CHECK((signer IS NULL) = (nonce IS NULL)),
          CHECK(state <> 1 OR nonce IS NOT NULL),
          CHECK((state IN (2, 3)) = (block_hash IS NOT NULL))) STRICT;
        CREATE INDEX intents_state ON intents(state, seq);
        CREATE INDEX intents_block ON intents(block_hash) WHERE block_hash IS NOT NULL;
        CREATE UNIQUE INDEX intents_nonce ON intents(signer, nonce) WHERE nonce IS NOT NULL AND state IN (1, 2, 3);
        CREATE TRIGGER intents_stay BEFORE DELETE ON intents BEGIN SELECT RAISE(ABORT, 'an intent is never erased'); END;

        CREATE TABLE attempts(
          seq INTEGER PRIMARY KEY,
          hash BLOB NOT NULL UNIQUE CHECK(length(hash) = 32),
          intent BLOB REFERENCES intents(id),
          signer BLOB NOT NULL CHECK(length(signer) = 20),
          nonce INTEGER NOT NULL,
          raw BLOB NOT NULL,
          signed_at INTEGER NOT NULL,
          sent_at INTEGER,
          abandoned INTEGER NOT NULL DEFAULT 0) STRICT;
        CREATE INDEX attempts_nonce ON attempts(signer, nonce);
        CREATE INDEX attempts_intent ON attempts(intent) WHERE intent IS NOT NULL;

        CREATE TABLE signers(
          address BLOB PRIMARY KEY CHECK(length(address) = 20),
          next_nonce INTEGER NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE checkpoints(
          pool BLOB NOT NULL CHECK(length(pool) = 32),
          epoch INTEGER NOT NULL,
          wanted INTEGER NOT NULL,
          wanted_since INTEGER,
          anchored INTEGER NOT NULL DEFAULT 0,
          intent BLOB REFERENCES intents(id),
          size INTEGER,
          root BLOB,
          PRIMARY KEY(pool, epoch)) STRICT, WITHOUT ROWID;

        CREATE TABLE proposals(
          seq INTEGER PRIMARY KEY,
          id BLOB NOT NULL UNIQUE CHECK(length(id) = 32),
          kind TEXT NOT NULL,
          act_id BLOB NOT NULL CHECK(length(act_id) = 32),
          subject BLOB,
          pool BLOB,
          state INTEGER NOT NULL,
          operation BLOB,
          expires_at INTEGER,
          created_at INTEGER NOT NULL,
          body BLOB NOT NULL,
          second_subject BLOB) STRICT;
        CREATE INDEX proposals_act ON proposals(act_id);
        CREATE INDEX proposals_subject ON proposals(subject) WHERE subject IS NOT NULL AND state IN (0, 1, 2);
        CREATE INDEX proposals_second ON proposals(second_subject) WHERE second_subject IS NOT NULL AND state IN (0, 1, 2);
        CREATE INDEX proposals_state ON proposals(state, seq);

        CREATE TABLE proposal_signatures(
          proposal BLOB NOT NULL REFERENCES proposals(id),
          position INTEGER NOT NULL,
          party BLOB NOT NULL,
          key BLOB NOT NULL,
          scope INTEGER NOT NULL,
          signature BLOB NOT NULL,
          at INTEGER NOT NULL,
          PRIMARY KEY(proposal, position)) STRICT, WITHOUT ROWID;

        CREATE TABLE operations(
          seq INTEGER PRIMARY KEY,
          id BLOB NOT NULL UNIQUE CHECK(length(id) = 32),
          kind TEXT NOT NULL,
          state INTEGER NOT NULL,
          intent BLOB,
          body BLOB NOT NULL,
          created_at INTEGER NOT NULL,
          updated_at INTEGER NOT NULL) STRICT;
        CREATE INDEX operations_intent ON operations(intent) WHERE intent IS NOT NULL;
        CREATE INDEX operations_state ON operations(state, seq);
        """;

    /// <summary>The journal, documents, alerts and what the doors keep.</summary>
    public const string Records = """
        CREATE TABLE journal(
          seq INTEGER PRIMARY KEY,
          pool BLOB NOT NULL CHECK(length(pool) = 32),
          epoch INTEGER NOT NULL,
          leaf_index INTEGER NOT NULL,
          kind INTEGER NOT NULL,
          record_id BLOB NOT NULL UNIQUE CHECK(length(record_id) = 32),
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
        CREATE UNIQUE INDEX journal_leaf ON journal(pool, epoch, leaf_index);
        CREATE UNIQUE INDEX journal_stream ON journal(stream, sequence) WHERE stream IS NOT NULL;
        CREATE INDEX journal_kind ON journal(kind, seq);
        CREATE TRIGGER journal_stays BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'a record is never erased'); END;
        CREATE TRIGGER journal_change BEFORE UPDATE OF pool, epoch, leaf_index, kind, record_id, leaf, author, stream,
          sequence, signature, body ON journal BEGIN SELECT RAISE(ABORT, 'a record is never changed'); END;
        CREATE TRIGGER journal_promise BEFORE UPDATE OF promise ON journal WHEN OLD.promise IS NOT NULL
          BEGIN SELECT RAISE(ABORT, 'a promise is never changed'); END;

        CREATE TABLE logs(
          pool BLOB NOT NULL,
          epoch INTEGER NOT NULL,
          size INTEGER NOT NULL,
          PRIMARY KEY(pool, epoch)) STRICT, WITHOUT ROWID;

        CREATE TABLE documents(
          id BLOB PRIMARY KEY CHECK(length(id) = 32),
          kind TEXT NOT NULL,
          pool BLOB,
          party BLOB,
          ciphertext BLOB,
          created_at INTEGER NOT NULL,
          erased_at INTEGER,
          CHECK((ciphertext IS NULL) = (erased_at IS NOT NULL))) STRICT;

        CREATE TABLE alerts(
          seq INTEGER PRIMARY KEY,
          id BLOB NOT NULL UNIQUE CHECK(length(id) = 32),
          rule TEXT NOT NULL,
          state INTEGER NOT NULL,
          pool BLOB,
          party BLOB,
          deciding_number INTEGER,
          deciding_hash BLOB,
          body BLOB NOT NULL,
          updated_at INTEGER NOT NULL,
          CHECK((state IN (1, 2)) = (deciding_hash IS NOT NULL))) STRICT;
        CREATE INDEX alerts_deciding ON alerts(deciding_hash) WHERE deciding_hash IS NOT NULL;
        CREATE INDEX alerts_raised ON alerts(deciding_number) WHERE state = 1;

        CREATE TABLE notifications(
          seq INTEGER PRIMARY KEY,
          alert BLOB NOT NULL REFERENCES alerts(id),
          kind TEXT NOT NULL,
          target TEXT NOT NULL,
          payload BLOB NOT NULL,
          state INTEGER NOT NULL,
          tries INTEGER NOT NULL,
          due_at INTEGER NOT NULL,
          last_outcome TEXT) STRICT;
        CREATE INDEX notifications_due ON notifications(due_at, seq) WHERE state = 0;
        CREATE INDEX notifications_alert ON notifications(alert);

        CREATE TABLE idempotency(
          scope TEXT NOT NULL,
          key TEXT NOT NULL,
          body_hash BLOB NOT NULL CHECK(length(body_hash) = 32),
          status INTEGER NOT NULL,
          answer BLOB NOT NULL,
          created_at INTEGER NOT NULL,
          PRIMARY KEY(scope, key)) STRICT;

        CREATE TABLE meta(
          name TEXT PRIMARY KEY,
          value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """;
}
