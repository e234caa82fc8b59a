// SPDX-License-Identifier: Apache-2.0

namespace Ledger.SystemTests.Architecture;

public sealed class ArrowTests
{
    public static TheoryData<string> Rooms => [.. Architecture.Rooms.Names];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_project_file_names_exactly_the_rooms_that_the_design_lets_it_know(string room) =>
        Assert.Equal(
            Architecture.Rooms.Arrows[room].Order(StringComparer.Ordinal),
            Architecture.Rooms.ReferencesOf($"src/{room}/{room}.csproj").Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Compiled_code_uses_no_room_that_only_came_along_with_another(string room) =>
        Offenders.None(Architecture.Rooms.Load(room).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Ledger.", StringComparison.Ordinal))
            .Except(Architecture.Rooms.Arrows[room], StringComparer.Ordinal));

    [Fact]
    public void The_table_knows_every_room()
    {
        var projects = Checkout.Projects().Where(path => path.StartsWith("src/", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(Architecture.Rooms.Names.Order(StringComparer.Ordinal), projects.Order(StringComparer.Ordinal)!);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Checkout.Read("Ledger.sln").Replace('\\', '/');
        Assert.All(Checkout.Projects(), project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void The_product_filter_builds_every_room_and_nothing_else()
    {
        var filter = Checkout.Read("Product.slnf");
        Assert.All(Architecture.Rooms.Names, room => Assert.Contains($"src/{room}/{room}.csproj", filter, StringComparison.Ordinal));
        Assert.DoesNotContain("tests/", filter, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_test_project_runs()
    {
        // The script walks tests/*.Tests itself, so a project runs if it is called so and stands there.
        Assert.Contains("for project in tests/*.Tests/", Checkout.Read("scripts/test"), StringComparison.Ordinal);
        var others = Checkout.Files("tests").Where(path => path.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(path => Path.GetFileNameWithoutExtension(path) is var name
                && !(name.EndsWith(".Tests", StringComparison.Ordinal) && path.Equals($"tests/{name}/{name}.csproj", StringComparison.Ordinal)));
        Offenders.None(others.Where(path => !path.Contains("Benchmarks", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_room_has_tests_of_its_own() =>
        Assert.All(Architecture.Rooms.Names, room => Assert.True(
            Checkout.Files($"tests/{room}.Tests").Any(path => Checkout.Read(path).Contains("[Fact]", StringComparison.Ordinal)), $"{room} has no test."));
}
