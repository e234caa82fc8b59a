// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Upkeep;
using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Proposals;

namespace Ledger.Application.Proposing;

/// <summary>Acts that still collect signatures: one mechanism for every act, of one signer or of many.</summary>
public sealed class Proposals
{
    private const int ReadAtOnce = 256;

    private readonly LedgerContext _context;
    private readonly Drafting _drafting;
    private readonly ProposalPresenter _presenter;

    internal Proposals(LedgerContext context)
    {
        _context = context;
        _drafting = new Drafting(context);
        _presenter = new ProposalPresenter(context);
    }

    /// <summary>Proposes for the host itself: the seeds.</summary>
    public Task<Outcome<ProposalView>> CreateAsync(ProposalRequest request, string language, CancellationToken cancellation) =>
        CreateAsync(request, Caller.Host, language, cancellation);

    /// <summary>Fills in what the message leaves out, decides whether the act may be, and keeps it as the caller's.</summary>
    public async Task<Outcome<ProposalView>> CreateAsync(ProposalRequest request, Caller caller, string language, CancellationToken cancellation)
    {
        if (_context.Halt.Refusal is { } halted)
        {
            return halted;
        }

        var renewed = request.Replaces is { } old ? await _context.Store.ReadAsync(reader => Renew(_context.On(reader), caller, old), cancellation) : request;
        if (!renewed.IsDone)
        {
            return renewed.Refusal;
        }

        var (name, message) = (renewed.Value.Kind, renewed.Value.Message ?? JsonElement.Parse("{}"));
        if (!Enum.TryParse<ActKind>(name, ignoreCase: false, out var kind) || !string.Equals(kind.ToString(), name, StringComparison.Ordinal)
            || kind is ActKind.Checkpoint)
        {
            return new KindUnknown(name ?? "");
        }

        var logKey = kind is ActKind.PoolCharter or ActKind.LogKeyChange && !ActMessage.Gives(message, "logKey") ? KeyFile.Unsaved() : null;
        var draft = await _context.Store.ReadAsync(reader => _drafting.Draft(_context.On(reader), kind, message, renewed.Value.Documents, logKey?.Signer.Address), cancellation);
        if (!draft.IsDone)
        {
            return draft.Refusal;
        }

        // Judged before anything is kept: what is refused leaves neither a document's secret nor a key behind.
        var (act, now) = (draft.Value.Act, _context.Now);
        if (await _context.Store.ReadAsync(reader => Judge(reader, act, now), cancellation) is { } early)
        {
            return early;
        }

        if (logKey is not null)
        {
            _context.Keep(logKey);
        }

        var rows = draft.Value.Documents.Select(document => _context.Documents.Seal(document, null, null, now)).ToList();
        return await _context.Store.WriteAsync<Outcome<ProposalView>>(
            writer =>
            {
                if (writer.Proposals.Find(act.ActId) is { } same)
                {
                    // Whoever gives every field of an act, its salt among them, has it before him already.
                    return _presenter.View(writer, same, language);
                }

                if (Judge(writer, act, now) is { } refusal)
                {
                    return refusal;
                }

                rows.ForEach(row => writer.Documents.TryAdd(row));
                foreach (var root in CommittedRoots.Of(act).Where(root => writer.Documents.Find(root.Root) is not null))
                {
                    writer.Custody.Link(root.Root, act.ActId);
                }

                return _presenter.View(writer, Add(writer, act, caller, now), language);
            },
            cancellation);
    }

    /// <summary>The proposals that the caller may read, oldest first.</summary>
    /// <param name="state">A state's word, such as <c>collecting</c>; null for every state.</param>
    public Task<Page<ProposalView>> ListAsync(
        Caller caller, string? state, string? cursor, int limit, string language, CancellationToken cancellation) => _context.Store.ReadAsync(
        reader =>
        {
            var known = _context.On(reader);
            List<ProposalView> items = [];
            var after = Cursors.Read(cursor);
            while (reader.Proposals.List(after, ReadAtOnce) is { Count: > 0 } rows)
            {
                foreach (var row in rows)
                {
                    if (items.Count == limit)
                    {
                        return new Page<ProposalView>(items, Cursors.Write(after));
                    }

                    after = row.Seq;
                    if ((state is null || string.Equals(ProposalPresenter.Word(row.State), state, StringComparison.Ordinal)) && ReadingRights.Reads(known, caller, row))
                    {
                        items.Add(_presenter.View(reader, row, language));
                    }
                }
            }

            return new Page<ProposalView>(items, Next: null);
        },
        cancellation);

    /// <summary>The proposal as it stands.</summary>
    public Task<Outcome<ProposalView>> GetAsync(Hash32 id, string language, CancellationToken cancellation) =>
        _context.Store.ReadAsync<Outcome<ProposalView>>(
            reader => reader.Proposals.Find(id) is { } row ? _presenter.View(reader, row, language) : new ProposalUnknown(id),
            cancellation);

    /// <summary>Adds a signature; the last one required makes the proposal ready and puts its intent in the outbox.</summary>
    public async Task<Outcome<ProposalView>> SignAsync(Hash32 id, SignatureRequest request, string language, CancellationToken cancellation)
    {
        if (_context.Halt.Refusal is { } halted)
        {
            return halted;
        }

        var signing = new Signing(_context);
        var outcome = await _context.Store.WriteAsync<Outcome<ProposalView>>(
            writer => writer.Proposals.Find(id) is not { } row ? new ProposalUnknown(id)
                : signing.Sign(writer, row, request) is { } refusal ? refusal
                : _presenter.View(writer, writer.Proposals.Find(id)!, language),
            cancellation);
        _context.Work.Wake();
        return outcome;
    }

    /// <summary>Withdraws it here; a signature once given is taken back on chain by a proposal of kind Void.</summary>
    public Task<Outcome<ProposalView>> WithdrawAsync(Hash32 id, string language, CancellationToken cancellation) =>
        _context.Store.WriteAsync<Outcome<ProposalView>>(
            writer =>
            {
                if (writer.Proposals.Find(id) is not { } row)
                {
                    return new ProposalUnknown(id);
                }

                if (row.State is not (ProposalState.Collecting or ProposalState.Ready) || row.Operation is not null)
                {
                    return new ProposalNotOpen(id, ProposalPresenter.Word(row.State));
                }

                writer.Proposals.Move(id, ProposalState.Withdrawn);
                return _presenter.View(writer, writer.Proposals.Find(id)!, language);
            },
            cancellation);

    private Outcome<ProposalRequest> Renew(Known known, Caller caller, Hash32 id)
    {
        if (known.Store.Proposals.Find(id) is not { } row || !ReadingRights.Reads(known, caller, row))
        {
            return new ProposalUnknown(id);
        }

        if (row.State is not (ProposalState.Stale or ProposalState.Expired or ProposalState.Withdrawn))
        {
            return new NotReplaceable(id, ProposalPresenter.Word(row.State));
        }

        var body = ProposalBody.Read(row.Body);
        var kept = body.Message.EnumerateObject()
            .Where(field => field.Name is not ("salt" or "expiresAt" or "revision" or "epoch") && !field.Name.StartsWith("previous", StringComparison.Ordinal)
                && !(body.Kind is ActKind.ScheduleRevision && field.Name is "root" or "count")) // its list is put together anew
            .ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
        ProposalDocuments? documents = null;
        if (body.Kind is ActKind.ScheduleRevision)
        {
            var delisted = new RevisionDrafting(_context).Delisted(known, row);
            if (!delisted.IsDone)
            {
                return delisted.Refusal;
            }

            documents = new ProposalDocuments(Delist: delisted.Value);
        }

        return new ProposalRequest(row.Kind, JsonSerializer.SerializeToElement(kept, LedgerJson.Options), documents);
    }

    /// <summary>Whether the act could be recorded now; one that is here already was judged when it came.</summary>
    private Refusal? Judge(IStoreReader reader, IAct act, ulong now) =>
        reader.Proposals.Find(act.ActId) is null ? ActRules.Decide(_context.On(reader), act, _context.On(reader).NextTime(now)) : null;

    private ProposalRow Add(IStoreWriter writer, IAct act, Caller caller, ulong now)
    {
        var known = _context.On(writer);
        var subjects = ActContext.Heads(known, act).Select(head => StoreKeys.Of(head.Subject)).ToList();
        Hash32? rival = subjects.SelectMany(writer.Proposals.OpenOn).FirstOrDefault()?.Id;
        var body = new ProposalBody(
            act.Kind,
            act.Contract,
            JsonElement.Parse(ActJson.Message(act)),
            [.. ActContext.Signers(known, act, known.NextTime(now)).Fixed.Select(KeptSigner.Of)],
            rival,
            Proposer: caller.Party?.Value);
        var row = new ProposalRow(
            0,
            act.ActId,
            act.Kind.ToString(),
            act.ActId,
            subjects is [var subject, ..] ? subject : null,
            ActContext.PoolOf(known, act),
            ProposalState.Collecting,
            null,
            act.ExpiresAt,
            checked((long)now),
            body.Write(),
            subjects is [_, var second, ..] ? second : null);
        writer.Proposals.Add(row);
        SignWithOwnKeys(writer, act, body.Signers(), now);
        return writer.Proposals.Find(row.Id)!;
    }

    /// <summary>The log keys of a change lie here: they sign at once. Nothing comes of it before the administrator has signed.</summary>
    private void SignWithOwnKeys(IStoreWriter writer, IAct act, IReadOnlyList<RequiredSigner> required, ulong now)
    {
        foreach (var (position, signer) in required.Index())
        {
            if (signer is { Role: SignerRole.LogKey or SignerRole.NewLogKey, Key: { } key } && _context.Keys.Find(key) is { } own)
            {
                var signature = own.Sign(act.Digest(_context.Contracts.Domain(act.Contract)));
                writer.Proposals.TrySign(act.ActId, new ProposalSignatureRow(position, default, key, 0, signature.ToArray(), checked((long)now)));
            }
        }
    }
}
