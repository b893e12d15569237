namespace GridApp.Domain.Markets;

/// <summary>How the unit of a price is written.</summary>
public static class PriceUnit
{
    /// <summary>For example <c>TL/MWh</c>, <c>$/MWh</c>, <c>€/MWh</c>.</summary>
    /// <param name="currency">ISO 4217 code.</param>
    public static string Of(string currency) => currency switch
    {
        "TRY" => "TL/MWh",
        "USD" => "$/MWh",
        "EUR" => "€/MWh",
        "GBP" => "£/MWh",
        _ => currency + "/MWh",
    };
}
