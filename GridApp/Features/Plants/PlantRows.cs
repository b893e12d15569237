using GridApp.Data;
using GridApp.Domain.Plants;
using Npgsql;

namespace GridApp.Features.Plants;

/// <summary>Plants out of the database. What it reads is public to every role, so it reads as the system.</summary>
internal sealed class PlantRows(GridDatabase database) : IPlantSource
{
    /// <summary>The columns that <see cref="Read"/> expects, in its order.</summary>
    internal const string Columns =
        "p.id, p.code, p.name, p.fuel, p.source_fuel, p.capacity_mw, p.longitude, p.latitude, p.country, p.market, p.market_approximate, p.zone, p.owner, p.eic, "
        + "p.organization_id, p.simulated, p.is_yekdem, p.is_res, p.commissioning_year, p.source, p.source_url, p.source_year, p.version, p.updated_at";

    private const string Catalogue = "plants";

    private const string IncidentCatalogue = "incidents";

    /// <summary>Status and available MW of the plants of which something is out at $1. One function answers for everybody, whoever asks.</summary>
    internal const string Out = "select plant_id, status, available_mw from plant_availability($1)";

    public async Task<PlantVersions> VersionAsync(CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, CatalogueState> states = await database.VersionsOfAsync([Catalogue, IncidentCatalogue], cancellation);
        return new PlantVersions(states[Catalogue].Version, states[IncidentCatalogue].Version);
    }

    public async Task<PlantChanges> ChangesAsync(long since, CancellationToken cancellation)
    {
        await using GridSession session = await database.OpenAsync(Actor.System, cancellation);

        // The version first: rows committed after it may come along too and are read again next time, but none up to it can be missing.
        CatalogueState state = await database.VersionOfAsync(Catalogue, cancellation);
        bool complete = since < 0 || since < state.ReloadBelow;
        await using NpgsqlCommand command = session.Command(complete
            ? $"select {Columns} from plants p"
            : $"select {Columns} from plants p where p.version > $1");
        if (!complete)
            command.Parameters.Add(new NpgsqlParameter { Value = since });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        var plants = new List<CataloguePlant>(complete ? 50_000 : 16);
        var words = new Words();
        while (await reader.ReadAsync(cancellation))
            plants.Add(Read(reader, words));
        return new PlantChanges(state.Version, complete, [.. plants]);
    }

    public async Task<PlantsOut> OutAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        await using GridSession session = await database.OpenAsync(Actor.System, cancellation);
        await using var batch = new NpgsqlBatch(session.Connection, session.Transaction)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(Out) { Parameters = { new NpgsqlParameter { Value = at.ToUniversalTime() } } },
                new NpgsqlBatchCommand("select availability_changes_after($1)") { Parameters = { new NpgsqlParameter { Value = at.ToUniversalTime() } } },
            },
        };
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellation);
        var plants = new List<PlantOut>(1024);
        while (await reader.ReadAsync(cancellation))
            plants.Add(new PlantOut(reader.GetInt32(0), ReadAvailability(reader, 1)));
        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new PlantsOut(at, ReadMoment(reader), plants);
    }

    private static DateTimeOffset? ReadMoment(NpgsqlDataReader row) => row.IsDBNull(0) ? null : row.GetFieldValue<DateTimeOffset>(0);

    /// <summary>A status code and MW, in two columns that follow each other.</summary>
    internal static Availability ReadAvailability(NpgsqlDataReader row, int column) =>
        PlantStatusCodes.TryParse(row.GetString(column), out PlantStatus status)
            ? new Availability(status, row.GetDouble(column + 1))
            : throw new InvalidOperationException($"The database derives a status that is none: {row.GetString(column)}.");

    /// <summary>The plant in the current row.</summary>
    internal static CataloguePlant Read(NpgsqlDataReader row, Words words) => new()
    {
        Id = row.GetInt32(0),
        Code = row.GetString(1),
        Name = row.GetString(2),

        // Written by this application alone; a code of a newer version is at least not taken for another fuel.
        Fuel = FuelWords.Parse(words.Of(row, 3)) ?? Fuel.Unknown,
        SourceFuel = words.Of(row, 4) ?? "",
        CapacityMw = row.GetDouble(5),
        Longitude = row.IsDBNull(6) ? null : row.GetDouble(6),
        Latitude = row.IsDBNull(7) ? null : row.GetDouble(7),
        Country = words.Of(row, 8),
        Market = words.Of(row, 9),
        MarketApproximate = row.GetBoolean(10),
        Zone = words.Of(row, 11),
        Owner = words.Of(row, 12),
        Eic = row.IsDBNull(13) ? null : row.GetString(13),
        OrganizationId = row.IsDBNull(14) ? null : row.GetInt32(14),
        Simulated = row.GetBoolean(15),
        IsYekdem = row.GetBoolean(16),
        IsRes = row.GetBoolean(17),
        CommissioningYear = row.IsDBNull(18) ? null : row.GetInt32(18),
        Source = words.Of(row, 19),
        SourceUrl = words.Of(row, 20),
        SourceYear = row.IsDBNull(21) ? null : row.GetInt32(21),
        Version = row.GetInt64(22),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(23),
    };

    /// <summary>One string for each word that many rows share (owners, countries, sources): a third of the memory otherwise.</summary>
    internal sealed class Words
    {
        private readonly Dictionary<string, string> seen = new(StringComparer.Ordinal);

        public string? Of(NpgsqlDataReader row, int column)
        {
            if (row.IsDBNull(column))
                return null;
            string word = row.GetString(column);
            if (seen.TryGetValue(word, out string? same))
                return same;
            seen.Add(word, word);
            return word;
        }
    }
}
