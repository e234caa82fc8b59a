// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Custody;
using Ledger.Application.Documents;
using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Documents;

namespace Ledger.Application.Upkeep;

/// <summary>Opens every document that is kept, hashes it to its root anew, and says of each root on chain what is here of it.</summary>
internal sealed class DocumentCheck(Ground ground, FlawBook book)
{
    private const int Batch = 200;

    private readonly Dictionary<Hash32, string> _states = [];

    public long Documents { get; private set; }

    public IReadOnlyList<FsckRoot> Roots { get; private set; } = [];

    public async Task RunAsync(IProgress<UpkeepStep>? progress, CancellationToken cancellation)
    {
        book.Add(ground.Secrets.DamagedLines.Select(Flaw.SecretDamaged));
        for (Hash32 after = default; ;)
        {
            var page = await ground.Store.ReadAsync(
                reader => reader.Documents.List(after, Batch).Select(row => reader.Documents.Find(row.Id)!).ToList(), cancellation);
            if (page.Count == 0)
            {
                break;
            }

            foreach (var row in page)
            {
                Documents++;
                _states[row.Id] = Look(row);
            }

            after = page[^1].Id;
            progress?.Report(new UpkeepStep(UpkeepStep.Documents, (ulong)Documents));
        }

        await ground.Store.ReadAsync(LookAtCustody, cancellation);
        Roots = await ground.Store.ReadAsync(
            reader => CommittedRoots.All(ground.On(reader))
                .Select(root => new FsckRoot(root.Root, root.Act.Kind.ToString(), root.Field, root.Act.ActId, root.Block, StateOf(root)))
                .ToList(),
            cancellation);
    }

    /// <summary>Each entry against the one before it of its document, and each tombstone against its party's keys.</summary>
    private bool LookAtCustody(IStoreReader reader)
    {
        Dictionary<Hash32, Hash32> last = [];
        for (var page = reader.Custody.After(0, Batch); page.Count > 0; page = reader.Custody.After(page[^1].Seq, Batch))
        {
            foreach (var row in page)
            {
                if (CustodyBook.HashOf(row, last.GetValueOrDefault(row.Document)) != row.Hash)
                {
                    book.Add(Flaw.CustodyChanged(row.Document, row.Seq));
                }

                last[row.Document] = row.Hash;
            }
        }

        foreach (var (document, _) in _states.Where(pair => pair.Value is FsckRoot.Erased))
        {
            if (!IsTombstone(reader, document))
            {
                book.Add(Flaw.TombstoneChanged(document));
            }

            if (ground.Secrets.Find(document) is not null)
            {
                book.Add(Flaw.SecretLeft(document));
            }
        }

        return true;
    }

    private bool IsTombstone(IStoreReader reader, Hash32 document)
    {
        try
        {
            return CustodyBook.TombstoneOf<Erasure>(reader, document) is { } stone
                && stone.Erasure.Document == document
                && ErasureDecision.IsSigned(
                    stone.Erasure,
                    ground.On(reader).Party(stone.Erasure.Party),
                    stone.Signature,
                    ground.Contracts.Domain(ContractName.UsageLog),
                    checked((ulong)stone.At));
        }
        catch (Exception damage) when (FlawBook.IsDamage(damage))
        {
            return false;
        }
    }

    /// <summary>A row is never removed, so that a root without one was never held; unless its secret tells that it was.</summary>
    private string StateOf(CommittedRoot root)
    {
        if (_states.TryGetValue(root.Root, out var state))
        {
            return state;
        }

        if (ground.Secrets.Find(root.Root) is null)
        {
            return FsckRoot.NeverHeld;
        }

        book.Add(Flaw.DocumentMissing(root.Root, root.Field));
        return _states[root.Root] = FsckRoot.Missing;
    }

    private string Look(DocumentRow row)
    {
        if (row.Ciphertext is not { } ciphertext)
        {
            return FsckRoot.Erased;
        }

        if (ground.Secrets.Find(row.Id) is not { } secret)
        {
            book.Add(Flaw.DocumentMissing(row.Id, row.Kind));
            return FsckRoot.Missing;
        }

        if (Judge(row, secret, ciphertext) is not { } flaw)
        {
            return FsckRoot.Held;
        }

        book.Add(flaw);
        return flaw.IsWrong ? FsckRoot.Missing : FsckRoot.Held;
    }

    private static Flaw? Judge(DocumentRow row, Hash32 secret, byte[] ciphertext)
    {
        try
        {
            var root = DocumentTrees.RootOf(row.Kind, DocumentVault.Unseal(row.Id, secret, ciphertext), secret);
            return root is null ? Flaw.DocumentKindUnknown(row.Id, row.Kind) : root == row.Id ? null : Flaw.DocumentChanged(row.Id, row.Kind);
        }
        catch (Exception damage) when (FlawBook.IsDamage(damage))
        {
            return Flaw.DocumentChanged(row.Id, row.Kind);
        }
    }
}
