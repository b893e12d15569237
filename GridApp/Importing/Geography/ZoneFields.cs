using GridApp.Importing.Files;

namespace GridApp.Importing.Geography;

/// <summary>The fields of a zone that a file may carry, and the other names that sources give their columns.</summary>
internal static class ZoneFields
{
    public static FieldVocabulary Vocabulary { get; } = new("zones", [], new()
    {
        ["code"] = ["zone_id", "zone_code", "area_code", "bzn_code"],
        ["name"] = [],

        // A name where there is a code, and the code where there is none (ENTSO-E's and Electricity Maps' files).
        ["zoneName"] = [],
        ["featureId"] = [GeoJsonTable.FeatureId],
        ["type"] = ["zone_type"],
        ["market"] = ["iso_region", "iso", "rto"],
        ["parent"] = ["parent_zone_id", "parent_zone", "parent_code"],
        ["source"] = [],
        ["approximate"] = [],
        ["geometry"] = ["wkt", "geom", "the_geom", "shape", "wkt_geometry"],
        ["longitude"] = ["lon", "lng", "long"],
        ["latitude"] = ["lat"],
        ["countryKey"] = [],
    });

    /// <summary>The same for whoever maps the columns of a table by hand: without a shape a row says little.</summary>
    public static DatasetFields Described { get; } = new(ImportVocabulary.Zones, [.. Vocabulary.Fields.Keys.Except(Derived)], ["geometry"], column => Vocabulary.FieldOf(column) is { } field && !Derived.Contains(field) ? field : null);

    /// <summary>Columns that only certain layouts have; nobody needs to map to them.</summary>
    private static string[] Derived => ["zoneName", "featureId", "countryKey"];
}
