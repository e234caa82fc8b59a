// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Ethereum;

namespace Ledger.Application.Proposing;

/// <summary>Why a proposal, or something about one, is refused.</summary>
public abstract record ProposalRefusal : Refusal;

/// <summary>No such proposal here.</summary>
public sealed record ProposalUnknown(Hash32 Proposal) : ProposalRefusal
{
    public override string Code => "proposal-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("proposal", Proposal));
}

/// <summary>The kind names no act, or one that nobody proposes (a checkpoint is the log key's alone).</summary>
public sealed record KindUnknown(string Kind) : ProposalRefusal
{
    public override string Code => "kind-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("kind", Kind));
}

/// <summary>The message is not of its kind.</summary>
public sealed record MessageInvalid(string Reason) : ProposalRefusal
{
    public override string Code => "message-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("reason", Reason));
}

/// <summary>A document does not fit the kind, or a root in the message is not the document's.</summary>
public sealed record DocumentInvalid(string Document, string Reason) : ProposalRefusal
{
    public override string Code => "document-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("document", Document), ("reason", Reason));
}

/// <summary>The proposal takes no signatures any more.</summary>
public sealed record ProposalNotOpen(Hash32 Proposal, string State) : ProposalRefusal
{
    public override string Code => "proposal-not-open";

    public override IReadOnlyDictionary<string, string> Args => Named(("proposal", Proposal), ("state", State));
}

/// <summary>The party or key is none of those that have to sign.</summary>
public sealed record SignerNotRequired(string Signer) : ProposalRefusal
{
    public override string Code => "signer-not-required";

    public override IReadOnlyDictionary<string, string> Args => Named(("signer", Signer));
}

/// <summary>That signer has signed already, with another key.</summary>
public sealed record AlreadySigned(string Signer) : ProposalRefusal
{
    public override string Code => "already-signed";

    public override IReadOnlyDictionary<string, string> Args => Named(("signer", Signer));
}

/// <summary>The signature is one, but of another key than is said, or over something else.</summary>
public sealed record SignatureMismatch(Address Key, Address Recovered) : ProposalRefusal
{
    public override string Code => "signature-mismatch";

    public override IReadOnlyDictionary<string, string> Args => Named(("key", Key), ("recovered", Recovered));
}

/// <summary>A void names an act that was never proposed here, so that its contract is not known.</summary>
public sealed record ActUnknown(Hash32 ActId) : ProposalRefusal
{
    public override string Code => "act-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("actId", ActId));
}

/// <summary>A contribution that a revision names is not here with its holder's signature and its patents.</summary>
public sealed record ContributionUnknown(Hash32 Contribution) : ProposalRefusal
{
    public override string Code => "contribution-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("contribution", Contribution));
}

/// <summary>Another open proposal stands on the same head: only one of them can be recorded. A warning.</summary>
public sealed record HeadContended(Subject On, Hash32 Proposal) : ProposalRefusal
{
    public override string Code => "head-contended";

    public override IReadOnlyDictionary<string, string> Args => Named(("subject", On), ("proposal", Proposal));
}

/// <summary>Only a stale, expired or withdrawn proposal is replaced.</summary>
public sealed record NotReplaceable(Hash32 Proposal, string State) : ProposalRefusal
{
    public override string Code => "not-replaceable";

    public override IReadOnlyDictionary<string, string> Args => Named(("proposal", Proposal), ("state", State));
}

/// <summary>No such operation here.</summary>
public sealed record OperationUnknown(string Operation) : ProposalRefusal
{
    public override string Code => "operation-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("operation", Operation));
}

/// <summary>The contracts refused the act when it was about to be sent.</summary>
public sealed record ActReverted(string Reason) : ProposalRefusal
{
    public override string Code => "act-reverted";

    public override IReadOnlyDictionary<string, string> Args => Named(("reason", Reason));
}

/// <summary>The key came back with another body.</summary>
public sealed record IdempotencyMismatch(string Key) : ProposalRefusal
{
    public override string Code => "idempotency-mismatch";

    public override IReadOnlyDictionary<string, string> Args => Named(("key", Key));
}

/// <summary>Another host has become the writer: this one writes nothing more.</summary>
public sealed record WriterLost : ProposalRefusal
{
    public override string Code => "writer-lost";
}

/// <summary>Chain and store disagree: nothing is written until the operator has looked.</summary>
public sealed record LedgerHalted(string Reason) : ProposalRefusal
{
    public override string Code => "ledger-halted";

    public override IReadOnlyDictionary<string, string> Args => Named(("reason", Reason));
}
