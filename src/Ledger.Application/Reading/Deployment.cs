// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Machine;
using Ledger.Application.Projecting;
using Ledger.Application.Views;
using Ledger.Chain.Contracts;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Store.Projections;

namespace Ledger.Application.Reading;

/// <summary>What a foreign client must know, and how the ledger is.</summary>
public sealed class Deployment
{
    private const int FormatVersion = 1;

    // Names from contracts/interfaces/Acts.sol: which struct hashes an id may be.
    private static readonly Dictionary<string, IReadOnlyList<string>> Ids = new(StringComparer.Ordinal)
    {
        ["partyId"] = [nameof(ActKind.PartyOpening)],
        ["poolId"] = [nameof(ActKind.PoolCharter)],
        ["licenseId"] = [nameof(ActKind.LicenseGrant), nameof(ActKind.Sublicense), nameof(ActKind.AttestedImport)],
        ["scheduleId"] = [Schedule.TypeName],
        ["reportId"] = [UsageReport.TypeName],
        ["observationId"] = [Observation.TypeName],
        ["streamId"] = [StreamOpening.TypeName],
    };

    private static readonly Dictionary<string, IReadOnlyList<TypedFieldView>> Types = new(StringComparer.Ordinal);

    private readonly LedgerContext _context;
    private readonly MachineRoom _machine;

    static Deployment()
    {
        foreach (var kind in Enum.GetValues<ActKind>())
        {
            Types[kind.ToString()] = [.. ActJson.Fields(kind).Select(Show)];
        }

        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            Types[kind.ToString()] = [.. RecordJson.Fields(kind).Select(Show)];
        }

        Add<UsageLine>();
        Add<Erasure>();
        Add<RecordErasure>();
        Add<Promise>();
        Add<Witness>();
        Add<Patent>();
        Add<Schedule>();
    }

    internal Deployment(LedgerContext context, MachineRoom machine) => (_context, _machine) = (context, machine);

    /// <param name="rpcUrl">The host's own <c>/rpc</c>, as the caller reaches it.</param>
    public async Task<DeploymentView> GetAsync(string rpcUrl, CancellationToken cancellation)
    {
        var record = _context.Record;
        return new DeploymentView(
            FormatVersion,
            record.Engine,
            record.Demo,
            record.ChainId,
            rpcUrl,
            new FinalityView(record.IsEmbedded ? "durable" : "depth", record.IsEmbedded ? 0 : record.FinalityBlocks, await FinalBlockAsync(cancellation)),
            [.. record.Contracts.Select(contract => new ContractView(
                contract.Name,
                contract.Version,
                contract.Address,
                ContractArtifact.Of(Enum.Parse<ContractName>(contract.Name)).Abi,
                contract.CodeHash,
                contract.DeployedAtBlock,
                null))],
            new Eip712View(Enum.GetValues<ContractName>().ToDictionary(name => name.ToString(), DomainOf, StringComparer.Ordinal), Types, Ids),
            await LogKeysAsync(cancellation));
    }

    private Task<BlockView?> FinalBlockAsync(CancellationToken cancellation) => _context.Store.ReadAsync(
        reader => reader.Blocks.Final is { } final ? Proposing.Operations.Block(reader, final) : null, cancellation);

    /// <summary>Whether the ledger does its work, and what an operator should look at.</summary>
    public async Task<HealthView> HealthAsync(CancellationToken cancellation)
    {
        var state = await _machine.ReadAsync(cancellation);
        var head = state.Head is { } at
            ? await _context.Store.ReadAsync(reader => Proposing.Operations.Block(reader, at), cancellation)
            : null;
        var now = _context.Now;
        var problems = _machine.Problems(state);
        return new HealthView(
            problems.Count == 0,
            _context.Record.Engine,
            head,
            head is null || now <= state.HeadTime ? 0 : now - state.HeadTime,
            checked((int)(state.Waiting + state.InFlight)),
            problems,
            _machine.Warnings(state),
            _machine.Nodes,
            state.Spent is { } spent ? new SpentView(spent.Transactions, spent.Gas, spent.Wei) : null);
    }

    private static TypedFieldView Show(TypedField field) => new(field.Name, field.Type);

    private static void Add<T>()
        where T : ITypedStruct<T> => Types[T.TypeName] = [.. Eip712.Fields<T>().Select(Show)];

    private Eip712DomainView DomainOf(ContractName name) => new(name.ToString(), "1", _context.Record.ChainId, _context.Contracts.AddressOf(name));

    private static IEnumerable<LogKeyView> Epochs(Hash32 pool, PoolHistory history) => history.Epochs.Select((epoch, i) => new LogKeyView(
        pool, epoch.Epoch, epoch.LogKey, epoch.By.At.Time, i + 1 < history.Epochs.Count ? history.Epochs[i + 1].By.At.Time : null));

    private Task<IReadOnlyList<LogKeyView>> LogKeysAsync(CancellationToken cancellation) => _context.Store.ReadAsync<IReadOnlyList<LogKeyView>>(
        reader => [.. reader.Projections.List(RowKinds.Pool, default(ProjectionFilter), 0, int.MaxValue)
            .SelectMany(row => Epochs(row.Id, _context.On(reader).Pool(new PoolId(row.Id))))],
        cancellation);
}
