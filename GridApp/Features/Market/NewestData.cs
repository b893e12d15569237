using GridApp.Data;
using GridApp.Domain.Markets;
using Npgsql;

namespace GridApp.Features.Market;

/// <summary>The table of series a page shows.</summary>
public enum SeriesTable
{
    Prices,
    Consumption,
    Generation,
}

/// <summary>Which markets have numbers, and up to when: for a page that opens where there is something to see.</summary>
public sealed class NewestData(GridDatabase database)
{
    /// <summary>One step down an index for each market: the tables are long, the markets few.</summary>
    private static string Rows(SeriesTable table) => table switch
    {
        SeriesTable.Prices => Newest("market_prices t where t.market = m.code and t.currency = m.currency"),
        SeriesTable.Consumption => Newest("consumption t where t.market = m.code"),
        _ => Newest("fuel_generation t where t.market = m.code and t.kind = 'RTM'"),
    };

    private const string OwnPlants = """
        select p.market, max(x.at) from plants p
         cross join lateral (select g.at from generation g where g.plant_id = p.id order by g.at desc limit 1) x
         where p.organization_id = $1 and p.market is not null group by p.market
        """;

    /// <summary>Start of the newest interval of each market that has any, of the own plants, too, where generation is asked for.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> RunAsync(SeriesTable table, Actor actor, CancellationToken cancellation)
    {
        var newest = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await using var session = await database.OpenAsync(actor, cancellation);
        await using (var command = session.Command(Rows(table)))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = MarketCatalogue.All.Select(market => market.Code).ToArray() });
            command.Parameters.Add(new NpgsqlParameter { Value = MarketCatalogue.All.Select(market => market.Currency).ToArray() });
            await ReadAsync(command);
        }

        if (table == SeriesTable.Generation && actor.OrganizationId is { } organization)
        {
            await using var command = session.Command(OwnPlants);
            command.Parameters.Add(new NpgsqlParameter { Value = organization });
            await ReadAsync(command);
        }

        return newest;

        async Task ReadAsync(NpgsqlCommand command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var at = new DateTimeOffset(reader.GetDateTime(1), TimeSpan.Zero);
                if (!newest.TryGetValue(reader.GetString(0), out var known) || known < at)
                    newest[reader.GetString(0)] = at;
            }
        }
    }

    private static string Newest(string from) =>
        $"select m.code, x.at from unnest($1::text[], $2::text[]) as m(code, currency) cross join lateral (select t.at from {from} order by t.at desc limit 1) x";
}
