// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Ledger.Domain.Acts;
using Ledger.Domain.Schedules;

namespace Ledger.Domain.Tests;

public sealed partial class StatementTests
{
    private static readonly List<Type> Statements =
        [.. typeof(Statement).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Statement)) && !type.IsAbstract)];

    [Fact]
    public void Every_code_is_kebab_case_and_means_one_thing()
    {
        var codes = Statements.Select(type => ((Statement)RuntimeHelpers.GetUninitializedObject(type)).Code).ToList();
        Assert.All(codes, code => Assert.Matches(Kebab(), code));
        Assert.Equal(codes.Count, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.True(codes.Count > 50);
    }

    [Fact]
    public void A_code_is_its_records_name() => Assert.All(Statements, type =>
        Assert.Equal(type.Name, string.Concat(((Statement)RuntimeHelpers.GetUninitializedObject(type)).Code.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))));

    [Fact]
    public void Arguments_are_named_as_the_record_has_them_in_forms_of_the_API()
    {
        var refusal = new PatentsNotContributed(3, 2);
        Assert.Equal("3", refusal.Args["count"]);
        Assert.Equal("2", refusal.Args["most"]);
        var key = new KeyNotHeld(Some.Licensee, Some.LicenseeKey.Address, Domain.Parties.KeyScopes.Contract);
        Assert.Equal(Some.LicenseeKey.Address.ToString(), key.Args["key"]);
        Assert.Equal("2", key.Args["scopes"]);
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Kebab();
}
