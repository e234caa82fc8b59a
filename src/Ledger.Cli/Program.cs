// SPDX-License-Identifier: Apache-2.0

using Ledger.Cli;

return await LedgerCommand.RunAsync(args, Surroundings.OfProcess());
