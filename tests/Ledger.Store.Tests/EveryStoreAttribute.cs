// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using Xunit.Sdk;

namespace Ledger.Store.Tests;

/// <summary>Runs a conformance test once for each store there is: a new one is a line here and in <see cref="StoreUnderTest"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryStoreAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[StoreUnderTest.Sqlite]];
}
