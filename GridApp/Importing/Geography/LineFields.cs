using GridApp.Importing.Files;

namespace GridApp.Importing.Geography;

/// <summary>The fields of a line that a file may carry, and the other names that sources give their columns.</summary>
internal static class LineFields
{
    public static FieldVocabulary Vocabulary { get; } = new("lines", [], new()
    {
        ["code"] = ["line_id", "branch_id", "circuit_id", "uid"],
        ["id"] = [],
        ["featureId"] = [GeoJsonTable.FeatureId],
        ["name"] = ["line_name", "branch_name"],
        ["kind"] = ["type", "line_type", "branch_type"],
        ["market"] = ["iso_region", "iso", "rto"],
        ["voltageKv"] = ["kilovolt", "kv", "voltage", "base_kv", "nominal_kv"],
        ["limitMw"] = ["flow capacity", "rating", "rating_mw", "rate_a", "cont rating", "limit", "thermal_limit_mw"],

        // The synthetic grid of 10,000 buses writes its first word so.
        ["fromNode"] = ["from", "from_bus", "source_node", "srouce", "sub_1"],
        ["toNode"] = ["to", "to_bus", "target_node", "target", "sub_2"],
        ["source"] = [],
        ["geometry"] = ["wkt", "geom", "the_geom", "shape", "wkt_geometry"],
        ["longitude"] = [],
        ["latitude"] = [],
    });

    /// <summary>The same for whoever maps the columns of a table by hand: without a shape a row says little.</summary>
    public static DatasetFields Described { get; } = new(ImportVocabulary.Lines, [.. Vocabulary.Fields.Keys.Except(Derived)], ["geometry"], column => Vocabulary.FieldOf(column) is { } field && !Derived.Contains(field) ? field : null);

    /// <summary>Columns that only certain layouts have; nobody needs to map to them.</summary>
    private static string[] Derived => ["id", "featureId"];
}
