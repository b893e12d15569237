namespace GridApp.Domain.Prices;

/// <summary>Parts of a nodal price: total = energy + congestion + loss, and greenhouse gas in the Western EIM.</summary>
public enum PriceComponent
{
    Total,
    Energy,
    Congestion,
    Loss,
    Ghg,
}

/// <summary>Their codes, which are the API's words, the columns of the tables and the names of files' columns.</summary>
public static class PriceComponents
{
    /// <summary>How many there are; a component's number is its place among the values that the cube keeps.</summary>
    public const int Count = 5;

    private static readonly string[] Codes = ["total", "energy", "congestion", "loss", "ghg"];

    /// <summary>All of them, in the order of the API's fields.</summary>
    public static IReadOnlyList<PriceComponent> All { get; } = Enum.GetValues<PriceComponent>();

    public static string Code(this PriceComponent component) => Codes[(int)component];

    public static bool TryParse(string? code, out PriceComponent component)
    {
        var index = Array.IndexOf(Codes, code);
        component = (PriceComponent)Math.Max(index, 0);
        return index >= 0;
    }
}
