// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Setup;

/// <summary>What <c>init</c> is asked to make.</summary>
/// <param name="DataDirectory">The directory to make; must not exist, be empty, or hold an <c>init</c> that did not finish.</param>
/// <param name="Seeds">
/// The world to load (<c>seeds/avs.json</c>), or a directory of them; null for none, and then no demo key is made either. On a network it is loaded
/// only with <paramref name="Demo"/>.
/// </param>
/// <param name="Node">A network's JSON-RPC address; null for the embedded chain.</param>
/// <param name="FinalityBlocks">On a network: how many blocks must follow a block before it is final.</param>
/// <param name="Demo">Allows seeds and demo keys on a network.</param>
/// <param name="RelayerKeyFile">On a network: the key file of an account with funds; null lets the ledger make one (and, on a
/// development node, borrow funds from it).</param>
/// <param name="AnvilPath">The anvil binary of the embedded chain; null looks for it beside the program and in node_modules.</param>
/// <param name="MoreNodes">Further addresses of the same network: each takes over when the one before it fails.</param>
public sealed record InitRequest(
    string DataDirectory,
    string? Seeds = null,
    Uri? Node = null,
    ulong FinalityBlocks = InitRequest.DefaultFinalityBlocks,
    bool Demo = false,
    string? RelayerKeyFile = null,
    string? AnvilPath = null,
    IReadOnlyList<Uri>? MoreNodes = null)
{
    public const ulong DefaultFinalityBlocks = 12;
}
