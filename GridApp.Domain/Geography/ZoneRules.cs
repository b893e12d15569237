namespace GridApp.Domain.Geography;

/// <summary>What somebody says about a zone, before anybody believes it. Null is "not said".</summary>
/// <param name="Type">The source's own word for its type.</param>
/// <param name="Parent">Code of the zone that it is a part of.</param>
public sealed record ZoneFacts(string? Code, string? Name, string? Type, Shape? Shape, string? Parent = null);

/// <summary>A rule that a value of a zone or a line breaks.</summary>
/// <param name="Field">The field's name in the API, in camelCase.</param>
/// <param name="Sentence">What is wrong and what would be right, in English.</param>
public sealed record GeographyFault(string Field, string Sentence);

/// <summary>What has to hold for one zone, whoever writes it.</summary>
public static class ZoneRules
{
    public const int MaxCodeLength = 64;
    public const int MaxNameLength = 200;

    /// <summary>The rules that the facts break; empty when all is well.</summary>
    public static IReadOnlyList<GeographyFault> Check(ZoneFacts facts)
    {
        var faults = new List<GeographyFault>();
        TextRules.Check(faults, "code", facts.Code, MaxCodeLength, required: true);
        TextRules.Check(faults, "name", facts.Name, MaxNameLength, required: true);
        TextRules.Check(faults, "parent", facts.Parent, MaxCodeLength);
        ZoneType? type = ZoneTypes.FromSource(facts.Type);
        if (type is null)
            faults.Add(new("type", $"The type of the zone is {(string.IsNullOrWhiteSpace(facts.Type) ? "missing" : "not known")}; it is one of {string.Join(", ", ZoneTypes.All)}."));
        if (facts.Shape is not { } shape)
            faults.Add(new("geometry", "The zone has no shape."));
        else if (ShapeRules.Check(shape) is { } broken)
            faults.Add(new("geometry", broken));
        else if (type is ZoneType.Hub && (shape.Kind != ShapeKind.Point || shape.Positions > 1))
            faults.Add(new("geometry", "A hub is a single point."));
        else if (type is not (null or ZoneType.Hub) && shape.Kind != ShapeKind.Polygon)
            faults.Add(new("geometry", $"A zone is a polygon, and this is a {shape.Kind switch { ShapeKind.Point => "point; only hubs are points", _ => "line" }}."));
        return faults;
    }
}
