// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Documents;
using Ledger.Domain.Acts;

namespace Ledger.Application.Proposing;

/// <summary>A whole act, with the documents that its roots commit to; not kept anywhere yet.</summary>
internal sealed record ProposalDraft(IAct Act, IReadOnlyList<SaltedDocument> Documents);
