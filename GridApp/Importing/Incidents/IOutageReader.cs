namespace GridApp.Importing.Incidents;

/// <summary>Reads outages from a table of one layout.</summary>
internal interface IOutageReader
{
    /// <summary>Name of the data set, as people are shown it; with the key it names an outage for good.</summary>
    string Source { get; }

    /// <summary>
    /// Rows add to what earlier ones and earlier files said of an outage (daily reports); otherwise a file says the whole of an outage anew.
    /// </summary>
    bool Accumulates { get; }

    /// <summary>The file's name of the column that carries the plant.</summary>
    string PlantColumn { get; }

    /// <summary>The file's name of the column that carries the outage's identifier.</summary>
    string KeyColumn { get; }

    /// <summary>The plants that the file itself describes, by code; empty when it only names them. Whole once the rows are read.</summary>
    IReadOnlyDictionary<string, OutageResource> Resources { get; }

    /// <summary>The next row; null at the end. Rejected rows on the way are in the tally.</summary>
    /// <exception cref="UnreadableFileException">The rest of the file cannot be told apart.</exception>
    OutageRow? Next();
}

/// <summary>A plant as a file of outages describes it.</summary>
/// <param name="Name">As the source writes it.</param>
/// <param name="CapacityMw">MW, of the row that starts last.</param>
/// <param name="Market">Market code.</param>
/// <param name="LastStart">Start of that row.</param>
internal sealed record OutageResource(string Name, double CapacityMw, string Market, DateTimeOffset LastStart);
