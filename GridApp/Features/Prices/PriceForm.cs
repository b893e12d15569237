namespace GridApp.Features.Prices;

/// <summary>Forms of an answer.</summary>
internal enum PriceForm
{
    Json,
    GeoJson,
    Packed,
    Csv,
}

internal static class PriceForms
{
    public static string Name(this PriceForm form) => form switch { PriceForm.GeoJson => "geojson", PriceForm.Packed => "packed", PriceForm.Csv => "csv", _ => "json" };

    public static string MediaType(this PriceForm form) => form switch
    {
        PriceForm.GeoJson => "application/geo+json",
        PriceForm.Packed => "application/octet-stream",
        PriceForm.Csv => "text/csv",
        _ => "application/json",
    };
}
