// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;

namespace Ledger.Evidence.Verification;

/// <summary>The English sentences of the verifier, by code. The codes are stable; other languages translate this list.</summary>
public static class NoteTexts
{
    public static FrozenDictionary<string, string> English { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Note.NotReached] = "Not judged: {step} failed before.",

        ["bundle-ok"] = "{entries} entries, each as the manifest has it.",
        ["bundle-malformed"] = "The container is not a bundle: {what}.",
        ["entry-altered"] = "{entry} is not what the manifest says.",
        ["entry-unknown"] = "{entry} does not belong into a bundle.",
        ["entry-missing"] = "{entry} is missing.",
        ["entry-unreadable"] = "{entry} cannot be read: {what}.",

        ["terms-ok"] = "{shown} of {count} terms are shown, each as the license commits to it; nothing is said of the others.",
        ["terms-amended-ok"] = "{shown} of {count} terms are shown, each as amendment {version} commits to it; nothing is said of the others.",
        ["terms-attested"] =
            "{shown} of {count} terms are shown, each as the import commits to it; nothing is said of the others. It is the administrator's statement of a paper license: it binds the licensee only once it has counter-signed.",
        ["terms-version-unconfirmed"] =
            "{shown} of {count} terms are shown, each as amendment {version} commits to it; nothing is said of the others. The file cannot show that the license was so amended: look for {version} among its versions.",
        ["terms-withheld"] = "The terms of version {version} are withheld: they were erased, at the demand of {party} signed at {at:time}.",
        ["terms-tombstone-wrong"] = "The tombstone of version {version} is not over its terms, or not signed by an administrator of the pool.",
        ["terms-version-unknown"] = "The license has no version {version}.",
        ["terms-unreadable"] = "The disclosure cannot be read: {what}.",
        ["terms-license-other"] = "The act shown is that of {actual}, of another license.",
        ["terms-version-other"] = "The act shown made version {actual}, another than the one asked for.",
        ["terms-schema-unknown"] = "No schema known here has the id {schema}.",
        ["terms-count-wrong"] = "The disclosure counts {count} fields; its schema has another number.",
        ["terms-root-other"] = "Schema, count and tree root do not hash to the terms root that the version's act names.",
        ["terms-field-wrong"] = "Field {index} is none of the schema, stands twice, or has a value that does not fit.",
        ["terms-path-wrong"] = "Value, salt and path of field {index} do not lead to the tree's root.",

        ["divergence-unreadable"] = "The file cannot be read: {what}.",
        ["divergence-file-ok"] = "The file is whole: it hashes to the digest that it ends with. It is about chain {chain}.",
        ["divergence-header-ok"] = "Two different headers of height {block} hash to the blocks named: {ours}, which the ledger had, and {theirs}, which the node showed.",
        ["divergence-ours-wrong"] = "The header shown for the ledger's block is not that of {hash} at height {block}.",
        ["divergence-theirs-wrong"] = "The header shown for the node's block is not that of {hash} at height {block}.",
        ["divergence-heights-other"] = "The ledger's block is of height {ours}, the node's of {theirs}: they do not exclude each other.",
        ["divergence-same"] = "Both headers are of the same block {hash}: there is no divergence.",
        ["divergence-final-ok"] = "By the file, the ledger took everything up to block {final} for final, and so block {block}.",
        ["divergence-not-final"] = "Block {block} is above {final}, up to which blocks were final: taking it back is ordinary.",
        ["divergence-facts-ok"] = "{count} events of the ledger's block agree with its header's bloom; whether others were there is not shown.",
        ["divergence-signed-ok"] = "The log key {key} signed the checkpoints of pool {pool} at sizes {agreed} (0: none) and {size}.",
        ["divergence-signed-wrong"] = "The checkpoint at size {size} is not signed by the log key {key}.",
        ["divergence-log-ok"] = "The agreed log with the {count} leaves of the journal after it gives root {computed} at size {size}, and the root signed for the chain is {root}.",
        ["divergence-log-wrong"] = "Peaks and leaves do not make a log of size {size}.",
        ["divergence-log-same"] = "The leaves give the root {root} that was signed at size {size}: there is no divergence.",
        ["divergence-replayed-ok"] = "The record of block {block} gave {recorded} when it was mined, by the file, and gives {replayed} now; the header shown hashes to it.",
        ["divergence-replayed-wrong"] = "The header shown for the replayed block is not that of {hash} at height {block}.",
        ["divergence-time-other"] = "The record's time is {time:time}, the header's {other:time}.",
        ["divergence-transactions-same"] = "The {count} transactions of the record are those of the replayed block: its state before, or the engine, is another.",
        ["divergence-transactions-other"] = "The {count} transactions of the record are not those of the replayed block: the record was changed, or the engine left some out.",
        ["divergence-fact-wrong"] = "Event {index} cannot be of the ledger's block {block}: its header's bloom excludes it, or it is out of order.",

        ["id-ok"] = "The license's id is the hash of what made it, the pool's that of its charter, which names this deployment.",
        ["id-mismatch"] = "It hashes to {actual}, not to {claimed}.",
        ["deployment-foreign"] = "The evidence is of another deployment than the one trusted.",
        ["code-foreign"] = "The contract has other code ({actual}) than the one trusted.",
        ["charter-missing"] = "No charter of pool {pool} is among the events.",
        ["charter-foreign"] = "The pool's charter names other contracts or another chain.",

        ["signature-ok"] = "Signed by {administrator} for the administrator and by {licensee} for the licensee.",
        ["signature-sublicense-ok"] = "Signed by {sublicensor} for the sublicensor and by {sublicensee} for the sublicensee.",
        ["signature-import-ok"] = "Imported from paper: signed by {administrator} for the administrator; the licensee counter-signed.",
        ["signature-attested"] = "Imported from paper, by the statement of the administrator alone: signed by {administrator}; the licensee has not counter-signed.",
        ["signature-count"] = "It needs {signers} signatures of 65 bytes.",
        ["signature-broken"] = "Signature {position} recovers to nobody.",
        ["signature-other"] = "The signatures are not those that it was recorded with.",

        ["key-ok"] = "Every key held the scope Contract at {time:time}, and no act on the keys is left out.",
        ["key-not-held"] = "{key} was no key of {party} with the scope {scope} at {time:time}.",
        ["keys-incomplete"] = "The key acts of {party} do not lead to the head {head} that the chain has.",
        ["party-missing"] = "The opening of party {party} is not among the events.",

        ["receipt-ok"] = "{events} events, each in its block's receipts trie.",
        ["receipt-wrong"] = "Event {position}: the receipt's proof is wrong ({flaw}).",
        ["receipt-reverted"] = "Event {position}: its transaction was reverted.",
        ["log-missing"] = "Event {position}: the receipt has no such log.",
        ["log-unreadable"] = "Event {position}: the log is no event of these contracts.",
        ["event-order"] = "Event {position} does not follow the one before it on the chain.",
        ["event-spare"] = "Event {position} has nothing to do with this license.",
        ["grant-missing"] = "What made the license is not among the events.",
        ["grant-differs"] = "What made the license is recorded otherwise than shown.",

        ["header-ok"] = "{headers} headers hash to their blocks and lead to a trusted block.",
        ["header-unconfirmed"] = "{headers} headers hash to their blocks; {unconfirmed} of the blocks used are not linked to a trusted block.",
        ["header-unconfirmed-embedded"] =
            "{headers} headers hash to their blocks; {unconfirmed} of the blocks used are not linked to a trusted block. The chain is embedded: its only validator is the host.",
        ["header-malformed"] = "Header {position} is not the canonical RLP of a header.",
        ["header-order"] = "Header {position} does not ascend by number.",
        ["header-missing"] = "The header of block {block} is missing.",
        ["header-spare"] = "Header {position} belongs to no block used, and links none.",

        ["completeness-ok"] = "The license's head and the file's head lead through {acts} acts, none left out.",
        ["state-wrong"] = "The proof of {slot} is wrong ({flaw}).",
        ["head-mismatch"] = "The license's head on chain is {actual}; the acts shown lead to {shown}.",
        ["parent-missing"] = "A license that it stands under is not shown whole.",
        ["file-incomplete"] = "What came to the file as shown does not lead to the file's head {head}.",
        ["log-keys-incomplete"] = "The changes of the log key shown do not lead to the head {head} that the chain has.",
        ["seals-other"] = "The sizes shown are not those of the {epochs} sealed epochs that the records ask for.",
        ["license-later"] = "The state is of block {state}, before the events shown.",

        ["standing-ok"] = "{standing} at {time:time}, by the chain's record of block {block}.",
        ["standing-mismatch"] = "The chain's record of the license differs from the acts shown.",

        ["schedule-ok"] =
            "Schedule {schedule}: revision {revision} stood when the license took it up; {later} later ones lead to the head that the chain has, none left out.",
        ["schedule-missing"] = "No revision of schedule {schedule} from before the license took it up is among the events.",
        ["schedule-early"] = "Revision {revision} of schedule {schedule} was replaced before the license took it up: it does not belong here.",
        ["schedule-incomplete"] = "The revisions of schedule {schedule} shown do not lead to the head {head} that the chain has.",
        ["schedule-other"] = "The heads shown are not those of the schedules that the license covers.",

        ["record-id-ok"] = "The record is a {kind}; its id is its hash.",
        ["report-id-ok"] = "The report's id is its hash; {lines} lines give its root and total.",
        ["record-elsewhere"] = "The record is of another license or pool, or by one who never had the license.",
        ["report-lines"] = "The lines are not those that the report commits to.",
        ["record-signature-ok"] = "Signed by {key}.",
        ["record-signature-broken"] = "The record's signature recovers to nobody.",
        ["promise-broken"] = "The promise is not signed by the log key of its epoch, or not of this record.",
        ["promise-epoch-unknown"] = "The promise is of epoch {epoch}; the charter and the changes of the log key shown know no such epoch.",
        ["promise-elsewhere"] = "Promised as leaf {index} of epoch {epoch}, it cannot stand in the checkpoint of epoch {other}.",
        ["record-key-ok"] = "{key} held the scope Report of the author.",
        ["checkpoint-missing"] = "The checkpoint that the proof names is not among the events.",
        ["checkpoint-ok"] = "A checkpoint of {size} leaves stands on chain.",
        ["inclusion-ok"] = "Leaf {index} of the checkpoint's {size}.",
        ["inclusion-late"] =
            "Leaf {index} of the checkpoint's {size}. It was promised until {until:time} and stands since {at:time}: the promise was broken.",
        ["inclusion-carried-ok"] =
            "Promised as leaf {promised} of epoch {epoch}, which was sealed before it; carried on, it is leaf {index} of the {size} of the checkpoint of epoch {other}.",
        ["inclusion-wrong"] = "The path does not lead from the record's leaf to the checkpoint's root.",
        ["recent-block-missing"] = "The header of the record's recent block is missing.",
        ["record-time"] = "Signed between {since:time}, the time of the block that the record names, and {until:time}, that of its checkpoint.",
        ["record-twice"] = "The record is shown twice.",
        ["record-contradicts"] = "It does not fit the records before it in the log, as they are shown: a host refuses it as {code}. Either it says something else than they do, or one of them was left out.",
        ["stream-not-opened"] = "The opening of stream {stream} is not shown before it.",
        ["stream-of-other"] = "Stream {stream} was opened by {party}, or in another pool.",
        ["stream-broken"] = "Report {sequence} of its stream does not follow report {last}.",
        ["report-counts"] = "Report {sequence} of its stream; it counts.",
        ["report-corrected"] = "It counts no more: report {by} corrects it.",
        ["report-void"] = "It counts no more: record {by} took it back.",
        ["void-ok"] = "It takes back report {report}, on which nothing relied.",
        ["void-unshown"] = "It takes back report {report}, which is not shown: the log never took it.",
        ["statement-ok"] = "The {reports} reports shown that count have the {lines} lines and the sums that it states: none that it counts is left out.",
        ["statement-superseded"] = "It says what the log had then; statement {by} replaces it.",
        ["claim-open"] = "Nothing is shown that confirms or disputes it.",
        ["claim-received"] = "The administrator confirmed it: {by}.",
        ["claim-disputed"] = "The administrator disputed it: {by}.",
        ["receipt-of-claim"] = "It confirms claim {claim}.",
        ["dispute-of-claim"] = "It disputes claim {claim}.",
        ["recent-block-later"] = "The record names a block later than its checkpoint's.",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
