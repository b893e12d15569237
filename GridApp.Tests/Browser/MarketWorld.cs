using GridApp.Data;
using GridApp.Tests.Contract;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Browser;

/// <summary>A month of the simulated market up to now, every five minutes, and a plant of the first organization: what the pages of series show.</summary>
public static class MarketWorld
{
    private const string Start = "date_trunc('hour', now()) - interval '32 days'";

    private const string Rows = $"""
        insert into market_prices (market, at, currency, minutes, ptf, smf, simulated)
        select 'RTS', at, 'USD', 60, ptf, ptf + 6 * sin(extract(epoch from at) / 9000) + case when extract(epoch from at)::bigint % 1000000 < 3600 then 70 else 0 end, true
          from (select at, 24 + 9 * sin(extract(epoch from at) / 86400 * 2 * pi()) - case when extract(epoch from at)::bigint % 700000 < 7200 then 40 else 0 end as ptf
                  from generate_series({Start}, now() + interval '20 hours', interval '1 hour') at) hours;

        insert into consumption (market, at, minutes, actual_mw, forecast_mw, simulated)
        select 'RTS', at, 5, case when at < now() then load * (1 + 0.02 * sin(extract(epoch from at) / 30000)) end, load, true
          from (select at, 4200 + 900 * sin(extract(epoch from at) / 86400 * 2 * pi()) as load from generate_series({Start}, now(), interval '5 minutes') at) times;

        insert into fuel_generation (market, kind, at, fuel, minutes, mw, simulated)
        select 'RTS', 'RTM', at, fuel, 5, share * (4200 + 900 * sin(extract(epoch from at) / 86400 * 2 * pi())), true
          from generate_series({Start}, now(), interval '5 minutes') at,
               (values ('gas', 0.3), ('coal', 0.25), ('nuclear', 0.1), ('hydro', 0.12), ('wind', 0.15), ('solar', 0.08)) as shares(fuel, share);

        insert into generation (plant_id, at, minutes, planned_mw, actual_mw, simulated, organization_id)
        select p.id, at, 5, 300, 300 + 40 * sin(extract(epoch from at) / 20000 + p.id), true, p.organization_id
          from plants p, generate_series({Start}, now(), interval '5 minutes') at where p.code in ('RTS-1', 'RTS-2');
        """;

    /// <summary>Writes it.</summary>
    public static async Task FillAsync(EmptyHost app)
    {
        var database = app.Services.GetRequiredService<GridDatabase>();
        await using (var session = await database.OpenAsync(Actor.System))
        {
            foreach (var table in new[] { "market_prices", "consumption", "fuel_generation", "generation" })
            {
                await using var command = session.Command($"select grid_partitions('{table}', now() - interval '40 days', now() + interval '2 days')");
                await command.ExecuteNonQueryAsync();
            }

            await session.CommitAsync();
        }

        await using (var session = await database.OpenAsync(Actor.System))
        {
            foreach (var (n, fuel) in new[] { (1, "gas"), (2, "wind") })
            {
                session.Db.Plants.Add(new()
                {
                    Code = FormattableString.Invariant($"RTS-{n}"), Name = FormattableString.Invariant($"Unit {n}"), Fuel = fuel, CapacityMw = 400, Market = "RTS",
                    OrganizationId = app.FirstOrganization, Simulated = true,
                });
            }

            await session.Db.SaveChangesAsync();
            foreach (var statement in Rows.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                await using var command = session.Command(statement);
                await command.ExecuteNonQueryAsync();
            }

            await session.CommitAsync();
        }
    }
}
