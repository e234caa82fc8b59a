// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum;

namespace Ledger.Application.Views;

/// <summary><c>GET /deployment</c>: all that a foreign client must know.</summary>
/// <param name="FormatVersion">The version of this document; 1.</param>
/// <param name="Engine"><c>embedded</c> or <c>network</c>. On an embedded chain the host is the only validator.</param>
/// <param name="Demo">Whether seeds with demo keys are loaded and the chain's clock began in the past.</param>
/// <param name="RpcUrl">The host's own <c>/rpc</c>; never the node's address.</param>
/// <param name="Finality">The finality rule, and its depth in blocks.</param>
public sealed record DeploymentView(
    int FormatVersion,
    [property: WordOf("embedded", "network")] string Engine,
    bool Demo,
    ulong ChainId,
    string RpcUrl,
    FinalityView Finality,
    IReadOnlyList<ContractView> Contracts,
    Eip712View Eip712,
    IReadOnlyList<LogKeyView> LogKeys);

/// <param name="Rule"><c>durable</c> (embedded: final once the block record is durable) or <c>depth</c>.</param>
/// <param name="Blocks">How many blocks must follow a block before it is final; 0 on an embedded chain.</param>
/// <param name="Block">The newest block that is final and was read: what a record may name as its recent block. Null before the first.</param>
public sealed record FinalityView(string Rule, ulong Blocks, BlockView? Block);

/// <param name="Abi">The contract's JSON ABI.</param>
/// <param name="CodeHash">keccak256 of <c>eth_getCode</c>.</param>
/// <param name="Predecessor">The contract that this one succeeds; null for the first of its line.</param>
public sealed record ContractView(
    string Name,
    string Version,
    Address Address,
    JsonElement Abi,
    Hash32 CodeHash,
    ulong DeployedAtBlock,
    Address? Predecessor);

/// <param name="Domains">Contract name → EIP-712 domain.</param>
/// <param name="Types">Struct name → its fields in order.</param>
/// <param name="Ids">Id name → the structs whose struct hash it may be.</param>
public sealed record Eip712View(
    IReadOnlyDictionary<string, Eip712DomainView> Domains,
    IReadOnlyDictionary<string, IReadOnlyList<TypedFieldView>> Types,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Ids);

public sealed record Eip712DomainView(string Name, string Version, ulong ChainId, Address VerifyingContract);

public sealed record TypedFieldView(string Name, string Type);

/// <param name="From">The block time at which the key began to sign for the pool's usage log, UTC seconds.</param>
/// <param name="Until">The end of its time; null while it signs.</param>
public sealed record LogKeyView(Hash32 Pool, ulong Epoch, Address Address, ulong From, ulong? Until);
