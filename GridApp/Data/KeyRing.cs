namespace GridApp.Data;

/// <summary>When the Data Protection keys are read.</summary>
public static class KeyRing
{
    /// <summary>
    /// At the first cookie or token, not at the start: on a first start the table is not there yet. Call last, since several registrations of ASP.NET Core
    /// ask for the early reading.
    /// </summary>
    public static void ReadKeysWhenNeeded(this IServiceCollection services)
    {
        foreach (var early in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList())
        {
            services.Remove(early);
        }
    }
}
