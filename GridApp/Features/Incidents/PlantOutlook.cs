using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Incidents;
using GridApp.Domain.Plants;
using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>What a plant can give from one instant on, until the next step.</summary>
/// <param name="At">From when.</param>
/// <param name="AvailableMw">MW.</param>
/// <param name="Status">In one word.</param>
public sealed record AvailabilityStep(DateTimeOffset At, double AvailableMw, PlantStatus Status);

/// <summary>A plant over a span.</summary>
/// <param name="CapacityMw">Nominal MW.</param>
/// <param name="Steps">The first at the span's start, each valid until the next, the last until the span's end.</param>
/// <param name="Incidents">Those that overlap the span and are not cancelled, by start.</param>
public sealed record PlantOutlookItem(double CapacityMw, IReadOnlyList<AvailabilityStep> Steps, IReadOnlyList<IncidentItem> Incidents);

/// <summary>How much of a plant was, is and will be available.</summary>
public sealed class PlantOutlook(GridDatabase database, ListIncidents incidents, TimeProvider time)
{
    /// <summary>Most incidents of one answer.</summary>
    public const int MostIncidents = 1_000;

    private const string Query = """
        select p.capacity_mw, s.type, s.start_at, s.end_at, s.expected_end, s.affected_mw
          from plants p
          left join incident_segments s on s.plant_id = p.id and s.known_to is null and s.start_at < $3 and (s.end_at is null or s.end_at > $2)
         where p.id = $1
        """;

    /// <returns>The outlook; <see cref="NotFound"/> without such a plant; <see cref="Invalid"/> when the span is none.</returns>
    public async Task<Outcome<PlantOutlookItem>> RunAsync(int plantId, DateTimeOffset start, DateTimeOffset end, Actor actor, CancellationToken ct)
    {
        if (end <= start)
            return new Invalid("end", "The end lies after the start.");
        DateTimeOffset now = time.GetUtcNow();
        double? capacity = null;
        var segments = new List<(IncidentType Type, Occupation Occupation)>();
        await using (GridSession session = await database.OpenAsync(actor, ct))
        {
            await using NpgsqlCommand command = session.Command(Query);
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = plantId });
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = start.ToUniversalTime() });
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = end.ToUniversalTime() });
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                capacity = reader.GetDouble(0);
                if (Segment(reader, now) is { } segment)
                    segments.Add(segment);
            }
        }

        if (capacity is not { } mw)
            return new NotFound(FormattableString.Invariant($"There is no plant {plantId}."));
        IncidentList list = await incidents.RunAsync(
            new IncidentFilter { PlantId = plantId, Start = start, End = end, Statuses = [IncidentStatus.Scheduled, IncidentStatus.Active, IncidentStatus.Completed] },
            new IncidentSort(IncidentOrder.Start, Descending: false), MostIncidents, 0, actor, ct);
        return new PlantOutlookItem(mw, Steps(mw, start, end, segments), list.Items);
    }

    private static (IncidentType Type, Occupation Occupation)? Segment(NpgsqlDataReader row, DateTimeOffset now) => IncidentRows.Text(row, 1) is not { } type
        ? null
        : (IncidentTypeCodes.Parse(type) ?? IncidentType.Derate,
           Occupation.Of(row.GetFieldValue<DateTimeOffset>(2), IncidentRows.Moment(row, 3), IncidentRows.Moment(row, 4), row.GetDouble(5), now));

    internal static IReadOnlyList<AvailabilityStep> Steps(double capacityMw, DateTimeOffset start, DateTimeOffset end, IReadOnlyCollection<(IncidentType Type, Occupation Occupation)> segments)
    {
        IEnumerable<DateTimeOffset> edges = segments.SelectMany(segment => new[] { segment.Occupation.Start, segment.Occupation.End ?? end }).Where(edge => edge > start && edge < end);
        var steps = new List<AvailabilityStep>();
        foreach (DateTimeOffset at in edges.Prepend(start).Distinct().Order())
        {
            Reduction[] reductions = [.. segments.Where(segment => segment.Occupation.Covers(at)).Select(segment => new Reduction(segment.Type, segment.Occupation.Mw))];
            Availability availability = Availability.Of(capacityMw, reductions);
            if (steps.Count == 0 || steps[^1].AvailableMw != availability.AvailableMw || steps[^1].Status != availability.Status)
                steps.Add(new AvailabilityStep(at, availability.AvailableMw, availability.Status));
        }

        return steps;
    }
}
