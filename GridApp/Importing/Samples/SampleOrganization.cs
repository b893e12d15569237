namespace GridApp.Importing.Samples;

/// <summary>An invented organization that is given real plants, so that there is something to log in to.</summary>
/// <param name="Name">Says that it is a sample.</param>
/// <param name="EicStem">The first 15 characters of its EIC.</param>
/// <param name="Market">Where its plants are.</param>
/// <param name="Plants">How many it is given: located, of more than 50 MW, the first by code.</param>
internal sealed record SampleOrganization(string Name, string EicStem, string Market, int Plants)
{
    /// <summary>The first is the one of the sample admin and analyst, the second that of the other admin.</summary>
    public static IReadOnlyList<SampleOrganization> All { get; } =
    [
        new("Redwood Power (sample)", "10XREDWOOD-SMPL", "CAISO", 30),
        new("Bosphorus Energy (sample)", "40XBOSPHORUS-SM", "EPIAS", 12),
    ];

    /// <summary>Its EIC, whole.</summary>
    public string Eic => EicStem + Domain.Organizations.Eic.CheckCharacter(EicStem);
}
