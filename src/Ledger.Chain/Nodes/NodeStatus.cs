// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Chain.Nodes;

/// <summary>How an endpoint stands. Its URL is shown nowhere: it may carry a key.</summary>
/// <param name="Name">Its place in the configuration: <c>node-1</c> and so on.</param>
/// <param name="IsActive">Whether it is the one that is asked now.</param>
/// <param name="Trouble">Why it is set aside; null while it is not.</param>
/// <param name="Since">Since when it is as it is.</param>
/// <param name="Head">Its newest block when it was last looked at; null before that.</param>
public sealed record NodeStatus(string Name, bool IsActive, NodeTrouble? Trouble, DateTimeOffset Since, ulong? Head);
