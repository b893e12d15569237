using Npgsql;
using NpgsqlTypes;

namespace GridApp.Data.Prices;

/// <summary>A market's kind of price from one owner.</summary>
/// <param name="Id">Its number in the rows of days.</param>
/// <param name="OrganizationId">The owner; null: the market itself.</param>
internal sealed record PriceSeries(short Id, string Market, string Kind, int? OrganizationId)
{
    /// <summary>Any fixed number: the class of the locks under which prices are written.</summary>
    private const int LockClass = 471_202_614;

    /// <summary>
    /// Whoever writes a market's kind of price holds this until the transaction's end: two imports do not interleave, and what one owner compares with the others' stays
    /// so. Who needs several takes them in the order of market and kind.
    /// </summary>
    public static async Task LockAsync(GridSession session, string market, string kind, CancellationToken ct)
    {
        await using var command = session.Command("select pg_advisory_xact_lock($1, hashtext($2))");
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = LockClass });
        command.Parameters.Add(new() { Value = market + " " + kind });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The series of an owner, made where it is the first of it. Under the lock.</summary>
    public static async Task<PriceSeries> EnsureAsync(GridSession session, string market, string kind, int? organization, CancellationToken ct)
    {
        await using var command = session.Command("""
            with known as (select id from price_series where market = $1 and kind = $2 and organization_id is not distinct from $3),
                 made as (insert into price_series (market, kind, organization_id) select $1, $2, $3 where not exists (select from known) returning id)
            select id from known union all select id from made
            """);
        command.Parameters.Add(new() { Value = market });
        command.Parameters.Add(new() { Value = kind });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)organization ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        return new PriceSeries((short)(await command.ExecuteScalarAsync(ct))!, market, kind, organization);
    }
}
