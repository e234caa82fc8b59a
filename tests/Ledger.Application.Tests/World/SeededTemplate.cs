// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Setup;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Application.Tests.World;

/// <summary>The seeded ledger, made once by a real <c>init</c>; each test works on a copy of it.</summary>
public sealed class SeededTemplate : IAsyncLifetime, IDisposable
{
    public const string Collection = "seeded";

    private readonly TempDirectory _temp = new();

    /// <summary>When the template was made.</summary>
    public DateTimeOffset MadeAt { get; } = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>What <c>init</c> gave.</summary>
    public DeploymentRecord? Record { get; private set; }

    internal string Directory => _temp["data"];

    public async Task InitializeAsync()
    {
        var made = await Initialization.RunAsync(
            new InitRequest(Directory, Repository.Seeds, AnvilPath: Repository.Anvil),
            new ApplicationOptions(),
            new TestClock(MadeAt),
            NullLoggerFactory.Instance,
            null,
            CancellationToken.None);
        Record = made.IsDone ? made.Value : throw new InvalidOperationException(made.Refusal.ToString());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _temp.Dispose();
}

[CollectionDefinition(SeededTemplate.Collection)]
public sealed class SeededTests : ICollectionFixture<SeededTemplate>;
