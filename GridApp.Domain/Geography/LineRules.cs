namespace GridApp.Domain.Geography;

/// <summary>What somebody says about a line of a transmission network, before anybody believes it. Null is "not said".</summary>
/// <param name="Kind">The source's own word.</param>
/// <param name="VoltageKv">kV.</param>
/// <param name="LimitMw">Continuous rating in MW.</param>
/// <param name="Shape">Its path; null when nobody knows it, or when it is a transformer inside one station.</param>
public sealed record LineFacts(string? Code, string? Name, string? Kind, double? VoltageKv, double? LimitMw, string? FromNode, string? ToNode, Shape? Shape);

/// <summary>What has to hold for one line, whoever writes it.</summary>
public static class LineRules
{
    public const int MaxCodeLength = 64;
    public const int MaxNameLength = 200;

    /// <summary>No line on Earth has more; what is above was written in volts.</summary>
    public const double MaxVoltageKv = 2_000;

    /// <summary>More than any corridor carries; what is above was written in kW.</summary>
    public const double MaxLimitMw = 100_000;

    /// <summary>The rules that the facts break; empty when all is well.</summary>
    public static IReadOnlyList<GeographyFault> Check(LineFacts facts)
    {
        var faults = new List<GeographyFault>();
        TextRules.Check(faults, "code", facts.Code, MaxCodeLength, required: true);
        TextRules.Check(faults, "name", facts.Name, MaxNameLength, required: true);
        TextRules.Check(faults, "fromNode", facts.FromNode, MaxCodeLength);
        TextRules.Check(faults, "toNode", facts.ToNode, MaxCodeLength);
        if (LineKinds.FromSource(facts.Kind) is null)
            faults.Add(new("kind", $"The kind of the line is not known; it is one of {string.Join(", ", LineKinds.All)}."));
        Number("voltageKv", facts.VoltageKv, MaxVoltageKv, "The voltage", "kV");
        Number("limitMw", facts.LimitMw, MaxLimitMw, "The limit", "MW");
        if (facts.Shape is { } shape)
        {
            if (ShapeRules.Check(shape) is { } broken)
                faults.Add(new("geometry", broken));
            else if (shape.Kind != ShapeKind.Line)
                faults.Add(new("geometry", $"A line's path is a LineString or a MultiLineString, and this is a {(shape.Kind == ShapeKind.Point ? "point" : "polygon")}."));
        }

        return faults;

        void Number(string field, double? number, double most, string what, string unit)
        {
            if (number is not { } value)
                return;
            if (!(value >= 0))
                faults.Add(new(field, $"{what} is negative or no number; it is given in {unit}, 0 or more."));
            else if (value > most)
                faults.Add(new(field, $"{what} is beyond any line's; it is given in {unit}."));
        }
    }
}
