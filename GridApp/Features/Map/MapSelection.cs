using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace GridApp.Features.Map;

/// <summary>What can be selected on the map.</summary>
public enum MapSubject
{
    Plant,
    Node,
    Line,
    Zone,
}

/// <summary>One thing on the map whose details are open.</summary>
public sealed record MapSelection(MapSubject Subject, int Id)
{
    private static readonly (MapSubject Subject, string Name)[] Parameters = [(MapSubject.Plant, "plant"), (MapSubject.Node, "node"), (MapSubject.Line, "line"), (MapSubject.Zone, "zone")];

    /// <summary>Its parameter in the URL.</summary>
    public string Parameter => Parameters[(int)Subject].Name;

    /// <summary>The id when it is of this kind, otherwise null.</summary>
    public int? IdOf(MapSubject subject) => Subject == subject ? Id : null;

    internal static MapSelection? Parse(Dictionary<string, StringValues> values)
    {
        foreach (var (subject, name) in Parameters)
        {
            if (values.TryGetValue(name, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                return new MapSelection(subject, id);
        }
        return null;
    }
}
