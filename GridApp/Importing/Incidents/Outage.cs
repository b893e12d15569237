namespace GridApp.Importing.Incidents;

/// <summary>What a file says of one outage.</summary>
internal sealed class Outage(string key, string plant)
{
    public string Key => key;

    /// <summary>Code of the plant.</summary>
    public string Plant => plant;

    /// <summary>In the order of the file; at least one.</summary>
    public List<OutageRow> Rows { get; } = [];
}
