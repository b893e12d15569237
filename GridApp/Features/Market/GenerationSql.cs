using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Market;

/// <summary>The statements of <see cref="Generation"/>. Whose rows are seen is the database's to say.</summary>
internal static class GenerationSql
{
    private const string Tables = "from generation g join plants p on p.id = g.plant_id";

    private const string Filters = """
        where g.at >= $1 and g.at < $2
          and (cardinality($3::integer[]) = 0 or g.plant_id = any($3))
          and (cardinality($4::text[]) = 0 or p.market = any($4))
          and (cardinality($5::text[]) = 0 or p.fuel = any($5))
          and ($6::integer is null or g.organization_id = $6)
        """;

    /// <summary>What the span holds, simulated and real apart: count, lengths, plants, markets, newest write.</summary>
    public const string Overview = $"""
        select g.simulated, min(g.minutes), max(g.minutes), count(distinct g.plant_id), array_agg(distinct coalesce(p.market, '')), max(g.updated_at)
          {Tables}
        {Filters}
          and ($7::boolean is null or g.simulated = $7)
         group by g.simulated order by g.simulated
        """;

    /// <summary>Sums by group and interval. $7: simulated, $8 and $9: until when each market's settlement is published, $10: minutes, $11: at most so many rows.</summary>
    /// <param name="by">What the groups are.</param>
    /// <param name="isUniform">Every interval has the same length; otherwise shorter ones are brought to the longest by their means.</param>
    public static string Sums(GenerationGrouping by, bool isUniform)
    {
        var key = by switch
        {
            GenerationGrouping.Plant => "g.plant_id::text",
            GenerationGrouping.Fuel => "p.fuel",
            GenerationGrouping.Organization => "coalesce(g.organization_id::text, '')",
            _ => "''",
        };
        var rows = $"""
            select g.plant_id, {key} as key, g.at, g.minutes, g.planned_mw as planned, g.actual_mw as actual,
                   case when h.until is null or g.at + make_interval(mins => g.minutes) <= h.until then g.settlement_mw end as settlement
              {Tables}
              left join unnest($8::text[], $9::timestamptz[]) as h(market, until) on h.market = p.market
            {Filters}
               and g.simulated = $7
            """;
        return isUniform
            ? $"select key, at, sum(planned), sum(actual), sum(settlement) from ({rows}) r where $10::integer > 0 group by key, at order by key, at limit $11"
            : $"""
                select key, at, sum(planned), sum(actual), sum(settlement)
                  from (select plant_id, key, date_bin(make_interval(mins => $10), at, timestamptz '2000-01-01 00:00+00') as at,
                               {Mean("planned")} as planned, {Mean("actual")} as actual, {Mean("settlement")} as settlement
                          from ({rows}) r group by 1, 2, 3) even
                 group by key, at order by key, at limit $11
                """;
    }

    /// <summary>The parameters that every statement begins with.</summary>
    public static IEnumerable<NpgsqlParameter> Filter(GenerationQuestion question)
    {
        yield return new() { Value = question.Start.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };
        yield return new() { Value = question.End.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };
        yield return new() { Value = question.PlantIds.ToArray() };
        yield return new() { Value = question.Markets.ToArray() };
        yield return new() { Value = question.Fuels.ToArray() };
        yield return new() { Value = (object?)question.OrganizationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };
    }

    /// <summary>The mean of what is known of a value, by its minutes.</summary>
    private static string Mean(string value) => $"sum({value} * minutes) / nullif(sum(minutes) filter (where {value} is not null), 0)";
}
