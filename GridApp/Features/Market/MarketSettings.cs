using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Markets;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Market;

/// <summary>How a market publishes here, and how long simulated data stays.</summary>
/// <param name="Market">Market code.</param>
/// <param name="ConsumptionDelayHours">Hours after an interval's end before its real-time consumption is shown; null: at once.</param>
/// <param name="SmfDelayHours">The same for the system marginal price.</param>
/// <param name="SettlementDelayHours">Hours after the end of the market's day before the day's settlement is shown: 0 is "up to yesterday"; null: at once.</param>
/// <param name="RetentionDays">Days that simulated data stays; null for a market that is not simulated.</param>
/// <param name="PriceRetentionDays">Days of its own that a real market's nodal prices stay; null: for ever. Nothing else that was imported is ever removed.</param>
public sealed record MarketSettingsItem(string Market, double? ConsumptionDelayHours, double? SmfDelayHours, double? SettlementDelayHours, int? RetentionDays, int? PriceRetentionDays);

/// <summary>The list's answer; it is always whole.</summary>
public sealed record MarketSettingsList(IReadOnlyList<MarketSettingsItem> Items, int Total, string? Next);

/// <summary>The settings of markets: everybody reads them, super admins change them.</summary>
public sealed class MarketSettings(GridDatabase database)
{
    private const double MostHours = 24 * 366;
    private const int MostDays = 3660;

    private const string Rows = """
        select market, consumption_delay_hours, smf_delay_hours, settlement_delay_hours, retention_days, price_retention_days from market_settings
         where $1::text is null or market = $1 order by market collate "C"
        """;

    private const string Upsert = """
        insert into market_settings (market, consumption_delay_hours, smf_delay_hours, settlement_delay_hours, retention_days, price_retention_days) values ($1, $2, $3, $4, $5, $6)
            on conflict (market) do update
               set consumption_delay_hours = excluded.consumption_delay_hours, smf_delay_hours = excluded.smf_delay_hours,
                   settlement_delay_hours = excluded.settlement_delay_hours, retention_days = excluded.retention_days,
                   price_retention_days = excluded.price_retention_days, updated_at = now()
        """;

    /// <summary>Every market that has settings; the others hold nothing back.</summary>
    public async Task<IReadOnlyList<MarketSettingsItem>> AllAsync(Actor actor, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(actor, cancellation);
        return await ReadAsync(session, null, cancellation);
    }

    /// <summary>Replaces a market's settings.</summary>
    public async Task<Outcome<MarketSettingsItem>> ChangeAsync(MarketSettingsItem settings, Actor actor, CancellationToken cancellation)
    {
        if (!actor.SeesAll)
            return new Forbidden("Only super admins change how a market publishes.");
        if (MarketCatalogue.Find(settings.Market) is not { } market)
            return new NotFound("There is no such market.");
        if (Check(settings, market) is { } fault)
            return fault;

        await using var session = await database.OpenAsync(actor, cancellation);
        var before = (await ReadAsync(session, market.Code, cancellation)).SingleOrDefault();
        await using (var command = session.Command(Upsert))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = market.Code });
            foreach (var hours in new[] { settings.ConsumptionDelayHours, settings.SmfDelayHours, settings.SettlementDelayHours })
                command.Parameters.Add(new NpgsqlParameter { Value = (object?)hours ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Double });
            foreach (var days in new[] { settings.RetentionDays, settings.PriceRetentionDays })
                command.Parameters.Add(new NpgsqlParameter { Value = (object?)days ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
            await command.ExecuteNonQueryAsync(cancellation);
        }

        await session.AuditAsync("market.settings", "market", market.Code, null, before, settings, cancellation);
        await session.CommitAsync(cancellation);
        return settings;
    }

    private static Invalid? Check(MarketSettingsItem settings, Domain.Markets.Market market)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (field, hours) in new[]
        {
            ("consumptionDelayHours", settings.ConsumptionDelayHours), ("smfDelayHours", settings.SmfDelayHours), ("settlementDelayHours", settings.SettlementDelayHours),
        })
        {
            if (hours is { } h && !(h >= 0 && h <= MostHours))
                errors[field] = [string.Create(CultureInfo.InvariantCulture, $"This is a number of hours from 0 to {MostHours}, or null.")];
        }

        if (settings.RetentionDays is not null && !market.Simulated)
            errors["retentionDays"] = ["Only simulated data is ever removed, and this market's is real."];
        else if (settings.RetentionDays is < 1 or > MostDays)
            errors["retentionDays"] = [string.Create(CultureInfo.InvariantCulture, $"This is a number of days from 1 to {MostDays}.")];
        else if (settings.RetentionDays is null && market.Simulated)
            errors["retentionDays"] = ["Simulated data has to end some day: give a number of days."];
        if (settings.PriceRetentionDays is not null && market.Simulated)
            errors["priceRetentionDays"] = ["This market's data is simulated, its prices too: retentionDays says how long they stay."];
        else if (settings.PriceRetentionDays is < 1 or > MostDays)
            errors["priceRetentionDays"] = [string.Create(CultureInfo.InvariantCulture, $"This is a number of days from 1 to {MostDays}, or null: for ever.")];
        return errors.Count > 0 ? new Invalid(errors) : null;
    }

    private static async Task<List<MarketSettingsItem>> ReadAsync(GridSession session, string? market, CancellationToken cancellation)
    {
        var items = new List<MarketSettingsItem>();
        await using var command = session.Command(Rows);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)market ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            items.Add(new MarketSettingsItem(reader.GetString(0), reader.Number(1), reader.Number(2), reader.Number(3), reader.Whole(4), reader.Whole(5)));
        return items;
    }
}
