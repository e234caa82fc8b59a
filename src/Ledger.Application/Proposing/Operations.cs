// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Access;
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
    private const int ReadAtOnce = 200;

    private readonly LedgerContext _context;

    internal Operations(LedgerContext context) => _context = context;

    public Task<Outcome<OperationView>> GetAsync(string id, string language, CancellationToken cancellation) =>
        _context.Store.ReadAsync<Outcome<OperationView>>(
            reader => Hash32.TryParse(id, out var hash) && reader.Operations.Find(hash) is { } row
                ? View(reader, row, language)
                : new OperationUnknown(id),
            cancellation);

    /// <summary>What the caller may read of, newest first.</summary>
    /// <param name="state">A state's word, such as <c>submitted</c>; null for every state.</param>
    public Task<Page<OperationView>> ListAsync(
        Caller caller, string? state, string? cursor, int limit, string language, CancellationToken cancellation) => _context.Store.ReadAsync(
        reader =>
        {
            var known = _context.On(reader);
            List<OperationView> items = [];
            var before = Cursors.Read(cursor) is > 0 and var seq ? seq : long.MaxValue;
            while (reader.Operations.Newest(before, ReadAtOnce) is { Count: > 0 } rows)
            {
                foreach (var row in rows)
                {
                    if (items.Count == limit)
                    {
                        return new Page<OperationView>(items, Cursors.Write(before));
                    }

                    before = row.Seq;
                    if ((state is null || string.Equals(Word(row.State), state, StringComparison.Ordinal)) && ReadingRights.Reads(known, caller, row))
                    {
                        items.Add(View(reader, row, language));
                    }
                }
            }

            return new Page<OperationView>(items, Next: null);
        },
        cancellation);

    internal OperationView View(IStoreReader reader, OperationRow row, string language)
    {
        var intent = row.Intent is { } id ? reader.Outbox.Find(id) : null;
        var attempts = intent is null ? [] : reader.Outbox.Attempts(intent.Id);
        var problem = KeptProblem.Read(intent?.Problem ?? (row.Body.Length == 0 ? null : row.Body));
        return new OperationView(
            row.Id.ToString(),
            row.Kind,
            Word(row.State),
            [.. attempts.Select(attempt => attempt.Hash)],
            intent?.Block is { } block ? Block(reader, block) : null,
            problem is null ? null : _context.Texts.Describe(problem.Code, problem.Args, language),
            row.Id,
            (ulong)row.CreatedAt,
            (ulong)row.UpdatedAt,
            [.. attempts.Select(attempt => new AttemptView(attempt.Hash, attempt.Nonce, (ulong)attempt.SignedAt, (ulong?)attempt.SentAt, attempt.Abandoned))]);
    }

    private static string Word(OperationState state) => state.ToString().ToLowerInvariant();

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
