using GridApp.Data;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Importing.Incidents;

/// <summary>Brings the outages of a file into the database: sets, not rows, and no write at all when nothing differs.</summary>
internal static class IncidentMerge
{
    private const string Foreign = "This plant is not your organization's, so you cannot import its outages.";

    /// <param name="now">When a file that says outages anew becomes what is known.</param>
    public static async Task RunAsync(GridSession session, DatasetFile file, IOutageReader layout, OutageBook book, DateTimeOffset now, ImportTally tally, CancellationToken cancellationToken)
    {
        await ExecuteAsync(session, IncidentMergeSql.Lock, cancellationToken);
        // What a super admin or the system imports is nobody's, and public whole.
        var organization = session.Actor.SeesAll ? null : session.Actor.OrganizationId;
        var plants = await OutagePlants.FindAsync(session, book.Outages, layout.Resources, cancellationToken);
        RejectForeign(session, layout, book, plants, tally);
        var keys = book.Outages.Select(outage => outage.Key).ToArray();
        var known = await KnownIncidents.ReadAsync(session, organization, layout.Source, keys, cancellationToken);
        var plans = Plan(layout, book, plants, known, now, tally);
        if (plans.Count == 0)
            return;

        var flags = await CapacityFlags.SetAsync(session, plans, plants, cancellationToken);
        Warn(plans, tally);
        await IncidentStaging.FillAsync(session, plans, cancellationToken);
        var needed = plans.Select(plan => plan.Outage.Plant).ToHashSet(StringComparer.Ordinal);
        if (await plants.AddMissingAsync(session, needed, layout.Source, file.ImportId, cancellationToken) is > 0 and var unplaced)
            tally.Warn("Resources became plants without a place: no single plant of the market has their name.", unplaced);
        // The simulated market follows incidents by their numbers, which for it must rise as transactions commit.
        if (!plans.Exists(plan => plants[plan.Outage.Plant]!.Simulated))
            await ExecuteAsync(session, IncidentMergeSql.Later, cancellationToken);
        await WriteAsync(session, organization, layout.Source, file.ImportId, plans, cancellationToken);
        await CapacityFlags.WriteAsync(session, flags, cancellationToken);
        tally.RowsChanged = plans.Sum(plan => Math.Max(1, plan.ChangedRows));
    }

    private static void RejectForeign(GridSession session, IOutageReader layout, OutageBook book, OutagePlants plants, ImportTally tally)
    {
        foreach (var outage in book.Outages.ToList())
        {
            var plant = plants[outage.Plant];
            if (plant is null || (plant.Id is null && !session.Actor.SeesAll))
                book.Reject(outage, layout.PlantColumn, outage.Plant, "No plant has this code.", tally);
            else if (!session.Actor.SeesAll && plant.OrganizationId != session.Actor.OrganizationId)
                book.Reject(outage, layout.PlantColumn, outage.Plant, Foreign, tally);
        }

        if (plants.Resized(layout.Resources) is > 0 and var resized)
            tally.Warn("Resources have another PMAX than the plants that are there; the plants keep their capacity.", resized);
    }

    private static List<OutagePlan> Plan(IOutageReader layout, OutageBook book, OutagePlants plants, Dictionary<string, KnownIncident> known, DateTimeOffset now, ImportTally tally)
    {
        var plans = new List<OutagePlan>();
        foreach (var outage in book.Outages.ToList())
        {
            var incident = known.GetValueOrDefault(outage.Key);
            if (incident is not null && incident.PlantId != plants[outage.Plant]!.Id)
            {
                book.Reject(outage, layout.KeyColumn, outage.Key, "An outage with this identifier is there already, and it is another plant's.", tally);
                continue;
            }

            if (incident is { ChangedByPeople: true })
            {
                tally.Warn("People have changed these outages here since they were imported; what they know stays.", outage.Rows.Count);
                continue;
            }

            var plan = layout.Accumulates ? OutagePlanner.Accumulate(outage, incident, tally) : OutagePlanner.Replace(outage, incident, now, tally);
            if (plan.ChangesSomething)
                plans.Add(plan);
        }

        return plans;
    }

    private static void Warn(List<OutagePlan> plans, ImportTally tally)
    {
        if (plans.Count(plan => plan.OverCapacity) is > 0 and var over)
            tally.Warn("Outages take more MW than their plant has, alone or with others at the same time; they are kept as published, and marked.", over);
        if (plans.Count(plan => plan.OverlapsItself()) is > 0 and var overlapping)
            tally.Warn("Outages have rows of different MW that overlap; both are kept as published, and add up.", overlapping);
    }

    private static async Task WriteAsync(GridSession session, int? organization, string source, int importId, List<OutagePlan> plans, CancellationToken cancellationToken)
    {
        var isPublic = organization is null;
        if (plans.Exists(plan => plan.Known is null))
        {
            await ExecuteAsync(session, IncidentMergeSql.Add, cancellationToken, Integer(organization), new() { Value = isPublic }, new() { Value = source }, Integer(importId));
            await ExecuteAsync(session, IncidentMergeSql.Details, cancellationToken, Integer(organization), new() { Value = isPublic });
        }

        if (plans.Exists(plan => plan.Known is not null))
        {
            await ExecuteAsync(session, IncidentMergeSql.Change, cancellationToken, Integer(importId));
            await ExecuteAsync(session, IncidentMergeSql.ChangeDetails, cancellationToken);
        }

        if (plans.Exists(plan => plan.Closed.Count > 0))
            await ExecuteAsync(session, IncidentMergeSql.Close, cancellationToken);
        if (plans.Exists(plan => plan.Added.Count > 0))
            await ExecuteAsync(session, IncidentMergeSql.Segments, cancellationToken);
        await ExecuteAsync(session, IncidentMergeSql.Revise, cancellationToken, Integer(organization), new() { Value = isPublic }, Integer(importId));
    }

    private static async Task ExecuteAsync(GridSession session, string statement, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = session.Command(statement);
        command.Parameters.AddRange(parameters);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter Integer(int? number) => new() { Value = (object?)number ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };
}
