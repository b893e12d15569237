using System.Reflection;
using GridApp.Domain;

namespace GridApp.Tests.Architecture;

/// <summary>The rules of the house (docs/adr/0001), read from the compiled assemblies.</summary>
public sealed class HouseTests
{
    private static readonly Assembly App = typeof(Program).Assembly;

    private static readonly Assembly Domain = typeof(Failure).Assembly;

    /// <summary>Lower floors first. A room may name rooms of its own floor's list below it, never above.</summary>
    private static readonly string[] Floors = ["Hosting", "Components", "Data", "Migrations", "Live", "Importing", "Features", "Layout"];

    /// <summary>Who may name whom inside Features.</summary>
    private static readonly Dictionary<string, string[]> Features = new(StringComparer.Ordinal)
    {
        ["Dashboard"] = ["Incidents", "Plants", "Market", "Markets", "Notifications"],
        ["Map"] = ["Incidents", "Plants", "Markets", "Prices", "Geography"],
        ["Replay"] = ["Incidents", "Map", "Market", "Plants", "Prices", "Simulation"],
        ["Incidents"] = ["Notifications", "Organizations", "Plants", "Markets"],
        ["Notifications"] = [],
        ["Plants"] = ["Markets", "Organizations"],
        ["Geography"] = ["Plants", "Markets"],
        ["Audit"] = ["Plants"],
        ["Imports"] = ["Plants"],
        ["Jobs"] = [],
        ["Scores"] = ["Jobs", "Markets"],
        ["Simulation"] = ["Jobs", "Incidents", "Notifications", "Plants", "Prices", "Market", "Markets"],
        ["Market"] = ["Plants", "Markets"],
        ["Prices"] = ["Plants", "Markets", "Geography", "Notifications"],
        ["Markets"] = [],
        ["Account"] = [],
        ["Organizations"] = [],
        ["Users"] = ["Organizations"],
        ["About"] = [],
        ["ApiDocs"] = [],
    };

    [Fact]
    public void Domain_NamesNothingButTheBaseLibraryAndGeometry()
    {
        var named = Domain.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not "NetTopologySuite");
        Assert.Empty(named);
    }

    [Theory]
    [InlineData("System.Net.Http")]
    [InlineData("System.Data.Common")]
    [InlineData("System.IO.FileSystem")]
    [InlineData("System.Net.Sockets")]
    public void Domain_DoesNoInputOrOutput(string assembly) =>
        Assert.DoesNotContain(Domain.GetReferencedAssemblies(), reference => reference.Name == assembly);

    [Fact]
    public void Rooms_NameOnlyFloorsBelow()
    {
        var faults = Arrows()
            .Where(arrow => Floor(arrow.From) is var from && Floor(arrow.To) is var to && from >= 0 && to > from)
            .Select(arrow => $"{arrow.Type} ({arrow.From}) names {arrow.Named} ({arrow.To})");
        Assert.Empty(faults.Distinct());
    }

    [Fact]
    public void Features_NameEachOtherOnlyInTheAllowedDirection()
    {
        var faults = Arrows()
            .Where(arrow => arrow.From.StartsWith("Features.", StringComparison.Ordinal) && arrow.To.StartsWith("Features.", StringComparison.Ordinal) && arrow.From != arrow.To)
            .Where(arrow => !Features.TryGetValue(arrow.From["Features.".Length..], out var allowed) || !allowed.Contains(arrow.To["Features.".Length..]))
            .Select(arrow => $"{arrow.Type} names {arrow.Named}");
        Assert.Empty(faults.Distinct());
    }

    [Fact]
    public void EveryFeature_IsKnownToTheRules()
    {
        var unknown = App.GetTypes().Select(type => Room(type)).OfType<string>().Where(room => room.StartsWith("Features.", StringComparison.Ordinal))
            .Select(room => room["Features.".Length..]).Distinct().Where(name => !Features.ContainsKey(name));
        Assert.Empty(unknown);
    }

    [Fact]
    public void NoCircleBetweenRooms()
    {
        var graph = Arrows().Where(arrow => arrow.From != arrow.To).GroupBy(arrow => arrow.From)
            .ToDictionary(group => group.Key, group => group.Select(arrow => arrow.To).Distinct().ToList());
        var circles = graph.Keys.Where(room => Reaches(room, room, []));
        Assert.Empty(circles);

        bool Reaches(string from, string target, HashSet<string> seen) =>
            graph.GetValueOrDefault(from, []).Any(next => next == target || (seen.Add(next) && Reaches(next, target, seen)));
    }

    [Theory]
    [InlineData("Helpers")]
    [InlineData("Managers")]
    [InlineData("Utils")]
    [InlineData("Services")]
    [InlineData("Models")]
    public void NoDrawers(string name) =>
        Assert.DoesNotContain(App.GetTypes().Concat(Domain.GetTypes()), type => (type.Namespace ?? "").Split('.').Contains(name));

    private static IEnumerable<(string From, string To, Type Type, Type Named)> Arrows() =>
        from type in App.GetTypes()
        let room = Room(type)
        where room is not null
        from named in NamedTypes.Of(type)
        where named.Assembly == App
        let other = Room(named)
        where other is not null && other != room
        select (room, other, type, named);

    private static int Floor(string room) => Array.IndexOf(Floors, room.Split('.')[0]);

    /// <summary>The room of a type, such as <c>Data</c> or <c>Features.Map</c>; null for the composition root and what the compiler makes.</summary>
    private static string? Room(Type type)
    {
        var parts = (type.Namespace ?? "").Split('.');
        if (parts is not ["GridApp", ..] || parts.Length < 2)
        {
            return null;
        }
        return parts[1] == "Features" && parts.Length > 2 ? $"Features.{parts[2]}" : parts[1];
    }
}
