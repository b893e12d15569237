namespace GridApp.Data.Entities;

/// <summary>A company whose people and plants GridApp holds.</summary>
public sealed class Organization
{
    public int Id { get; set; }

    public required string Name { get; set; }

    /// <summary>ENTSO-E Energy Identification Code, 16 characters, unique; null when it has none.</summary>
    public string? Eic { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
