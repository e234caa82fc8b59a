// SPDX-License-Identifier: Apache-2.0

using System.Net;

namespace Ledger.Outbound.Webhooks;

/// <summary>Turns a host's name into addresses; the system's own resolver where nothing else is given.</summary>
public delegate Task<IPAddress[]> NameResolver(string host, CancellationToken cancellationToken);
