// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Proposals;

namespace Ledger.Application.Proposing;

/// <summary>What became of what was accepted.</summary>
public sealed class Operations
{
    private readonly LedgerContext _context;

    internal Operations(LedgerContext context) => _context = context;

    public Task<Outcome<OperationView>> GetAsync(string id, string language, CancellationToken cancellation) =>
        _context.Store.ReadAsync<Outcome<OperationView>>(
            reader => Hash32.TryParse(id, out var hash) && reader.Operations.Find(hash) is { } row
                ? View(reader, row, language)
                : new OperationUnknown(id),
            cancellation);

    internal OperationView View(IStoreReader reader, OperationRow row, string language)
    {
        var intent = row.Intent is { } id ? reader.Outbox.Find(id) : null;
        var problem = KeptProblem.Read(intent?.Problem ?? (row.Body.Length == 0 ? null : row.Body));
        return new OperationView(
            row.Id.ToString(),
            row.Kind,
            row.State.ToString().ToLowerInvariant(),
            intent is null ? [] : [.. reader.Outbox.Attempts(intent.Id).Select(attempt => attempt.Hash)],
            intent?.Block is { } block ? Block(reader, block) : null,
            problem is null ? null : _context.Texts.Describe(problem.Code, problem.Args, language),
            row.Id);
    }

    /// <summary>A block as the API has it.</summary>
    internal static BlockView Block(IStoreReader reader, BlockRef block) =>
        new(block.Number, block.Hash, reader.Blocks.Find(block.Hash)?.Time ?? 0, reader.Blocks.Final is { } final && block.Number <= final.Number);
}

/// <summary>A problem as the store keeps it: its sentences are made when it is shown, in the reader's language.</summary>
internal sealed record KeptProblem(string Code, IReadOnlyDictionary<string, string> Args)
{
    public static KeptProblem? Read(byte[]? bytes) => bytes is null ? null : JsonSerializer.Deserialize<KeptProblem>(bytes, LedgerJson.Options);

    public static KeptProblem From(Refusal refusal) => new(refusal.Code, refusal.Args);

    public static byte[] Of(Refusal refusal) => JsonSerializer.SerializeToUtf8Bytes(From(refusal), LedgerJson.Options);
}
