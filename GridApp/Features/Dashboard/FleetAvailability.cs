using GridApp.Data;
using Npgsql;

namespace GridApp.Features.Dashboard;

/// <summary>How much of some plants can be used at a moment.</summary>
/// <param name="Plants">How many there are.</param>
/// <param name="Derated">Of them, in part available.</param>
/// <param name="Out">Of them, with nothing available.</param>
/// <param name="CapacityMw">Their nominal MW.</param>
/// <param name="AvailableMw">Their available MW.</param>
public sealed record FleetAvailabilityItem(int Plants, int Derated, int Out, double CapacityMw, double AvailableMw)
{
    /// <summary>Between 0 and 1; null without capacity.</summary>
    public double? Share => CapacityMw > 0 ? AvailableMw / CapacityMw : null;
}

/// <summary>Sums what plants can give, of one organization or of all.</summary>
public sealed class FleetAvailability(GridDatabase database)
{
    private const string Query = """
        select count(*)::integer, count(*) filter (where a.status = 'derated' and a.available_mw > 0)::integer, count(*) filter (where a.available_mw = 0)::integer,
               coalesce(sum(p.capacity_mw), 0), coalesce(sum(coalesce(a.available_mw, p.capacity_mw)), 0)
          from plants p
          left join plant_availability($1) a on a.plant_id = p.id
         where ($2::integer is null or p.organization_id = $2)
           and ($3::text is null or p.market = $3)
           and p.simulated = $4
        """;

    /// <param name="at">The moment.</param>
    /// <param name="organizationId">Whose plants; null for everybody's.</param>
    /// <param name="market">Market code; null for all.</param>
    /// <param name="simulated">The simulated plants, or the real ones.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<FleetAvailabilityItem> AtAsync(DateTimeOffset at, int? organizationId, string? market, bool simulated, CancellationToken ct)
    {
        await using GridSession session = await database.OpenAsync(Actor.System, ct);
        await using NpgsqlCommand command = session.Command(Query);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = at.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<int?> { TypedValue = organizationId });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = market });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = simulated });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new FleetAvailabilityItem(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetDouble(3), reader.GetDouble(4));
    }
}
