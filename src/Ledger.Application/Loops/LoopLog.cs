// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Ledger.Application.Loops;

/// <summary>The application's log events: numbers 5000 to 5999, never used again for something else.</summary>
internal static partial class LoopLog
{
    [LoggerMessage(5000, LogLevel.Warning, "{Loop} met a fault (transient: {Transient}, {Count} in a row)")]
    public static partial void Faulted(ILogger log, Exception fault, string loop, bool transient, int count);

    [LoggerMessage(5001, LogLevel.Critical, "Chain and store disagree; the writer stands still: {Reason} Evidence: {Path}")]
    public static partial void Diverged(ILogger log, string reason, string path);

    [LoggerMessage(5002, LogLevel.Information, "Block {Block} was taken back")]
    public static partial void Retracted(ILogger log, string block);

    [LoggerMessage(5003, LogLevel.Warning, "Intent {Kind} {Intent} cannot be recorded: {Reason}")]
    public static partial void Failed(ILogger log, string kind, string intent, string reason);

    [LoggerMessage(5004, LogLevel.Information, "Anchoring {Size} leaves of pool {Pool}")]
    public static partial void Anchoring(ILogger log, ulong size, string pool);

    [LoggerMessage(5005, LogLevel.Warning, "Transaction {Hash} was not taken: {Outcome} {Detail}")]
    public static partial void NotTaken(ILogger log, string hash, string outcome, string detail);

    [LoggerMessage(5006, LogLevel.Warning, "The embedded chain holds {Count} transactions: from 20000 on a network serves better")]
    public static partial void EmbeddedIsFull(ILogger log, ulong count);

    [LoggerMessage(5007, LogLevel.Critical, "The writer stands still, and reading goes on: {Reason}")]
    public static partial void StillHalted(ILogger log, string reason);

    [LoggerMessage(5010, LogLevel.Warning, "The chain moved: {Depth} blocks were taken back, and others stand in their place")]
    public static partial void Reorganized(ILogger log, int depth);

    [LoggerMessage(5008, LogLevel.Information, "Message {Kind} {Id} was not delivered ({Outcome}, try {Tries}); it is tried again")]
    public static partial void NotDelivered(ILogger log, string kind, string id, string outcome, int tries);

    [LoggerMessage(5009, LogLevel.Warning, "Message {Kind} {Id} is given up ({Outcome}, try {Tries})")]
    public static partial void GivenUp(ILogger log, string kind, string id, string outcome, int tries);

    [LoggerMessage(5012, LogLevel.Warning, "Endpoint {Endpoint} is {State} ({Trouble}); {Active} is asked")]
    public static partial void NodeChanged(ILogger log, string endpoint, string state, string trouble, string active);

    [LoggerMessage(5013, LogLevel.Information, "The node's WebSocket tells of no new blocks ({Why}, {Count} in a row); they are looked for as ever")]
    public static partial void HeadsSilent(ILogger log, string why, int count);

    [LoggerMessage(5014, LogLevel.Critical, "Process {Holder} has become the writer in place of this one (token {Token}): nothing more is written here")]
    public static partial void Deposed(ILogger log, long token, string holder);

    [LoggerMessage(5015, LogLevel.Warning, "This process took the data directory over from {Holder}, which stood still (token {Token})")]
    public static partial void Seized(ILogger log, long token, string holder);

    [LoggerMessage(5016, LogLevel.Error, "Nothing was signed ({Code}): {Reason}")]
    public static partial void NotSigned(ILogger log, string code, string reason);

    [LoggerMessage(5017, LogLevel.Warning, "The tree of pool {Pool}, epoch {Epoch}, is made anew from its records: {Why}")]
    public static partial void TilesRemade(ILogger log, string pool, ulong epoch, string why);

    [LoggerMessage(5011, LogLevel.Error, "A transaction that was not signed here took nonce {Nonce} of {Account}")]
    public static partial void ForeignTransaction(ILogger log, ulong nonce, string account);
}
