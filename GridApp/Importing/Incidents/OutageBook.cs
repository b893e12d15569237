namespace GridApp.Importing.Incidents;

/// <summary>The outages of a file, each with its rows: they may be far apart in it.</summary>
internal sealed class OutageBook
{
    private readonly Dictionary<string, Outage> outages = new(StringComparer.Ordinal);

    /// <summary>In the order of their first rows.</summary>
    public IReadOnlyCollection<Outage> Outages => outages.Values;

    /// <summary>Reads the whole file. A row that names another plant than the outage's first one is rejected.</summary>
    /// <exception cref="UnreadableFileException">The rest of the file cannot be told apart.</exception>
    public static OutageBook Read(IOutageReader reader, ImportTally tally, CancellationToken cancellationToken)
    {
        var book = new OutageBook();
        while (reader.Next() is { } row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!book.outages.TryGetValue(row.Key, out var outage))
                book.outages.Add(row.Key, outage = new Outage(row.Key, row.Plant));
            if (outage.Plant == row.Plant)
                outage.Rows.Add(row);
            else
                tally.Reject(row.Row, reader.PlantColumn, row.Plant, $"An earlier row gives this outage to {outage.Plant}; one outage has one plant.");
        }

        return book;
    }

    /// <summary>Takes an outage out, rejecting its rows.</summary>
    public void Reject(Outage outage, string column, string value, string reason, ImportTally tally)
    {
        outages.Remove(outage.Key);
        foreach (var row in outage.Rows)
            tally.Reject(row.Row, column, value, reason);
    }
}
