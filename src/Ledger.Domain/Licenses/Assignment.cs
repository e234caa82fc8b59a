// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Licenses;

/// <summary>Assigns a license to another party with the recording block; grantor, licensee and assignee sign.</summary>
/// <param name="Assignee">The new licensee.</param>
/// <param name="EvidenceRoot">The salted root over the evidence of the assignment.</param>
/// <param name="Previous">The license's head, which reads as its id until its first change.</param>
/// <param name="PreviousFile">The head of the file (pool, assignee), which it moves too.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record Assignment(
    LicenseId License,
    PartyId Assignee,
    Hash32 EvidenceRoot,
    Hash32 Previous,
    Hash32 PreviousFile,
    ulong ExpiresAt,
    Hash32 Salt) : Act<Assignment>, ITypedStruct<Assignment>
{
    public static string TypeName => "Assignment";

    public override ActKind Kind => ActKind.Assignment;

    public override ContractName Contract => ContractName.Licenses;

    public override Subject? Subject => Acts.Subject.License(License);

    protected override Hash32? Head => Previous;

    protected override Hash32? SecondHead => PreviousFile;

    protected override ulong? Deadline => ExpiresAt;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("license", License.Value);
        to.Bytes32("assignee", Assignee.Value);
        to.Bytes32("evidenceRoot", EvidenceRoot);
        to.Bytes32("previous", Previous);
        to.Bytes32("previousFile", PreviousFile);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static Assignment Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new LicenseId(from.Bytes32("license")),
            new PartyId(from.Bytes32("assignee")),
            from.Bytes32("evidenceRoot"),
            from.Bytes32("previous"),
            from.Bytes32("previousFile"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
