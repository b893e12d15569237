using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain.Time;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Contract;

/// <summary>Prices and consumption of the markets as the HTTP contract has them. Each test has a market of its own.</summary>
public sealed class MarketSeriesTests(EmptyHost host) : IClassFixture<EmptyHost>
{
    [Fact]
    public async Task Prices_HaveTheContractsNames()
    {
        await InsertAsync("market_prices", "2026-01-15T00:00Z", "2026-01-16T00:00Z", """
            insert into market_prices (market, at, currency, minutes, ptf, smf, interim) values
            ('DE_LU', '2026-01-15 00:00Z', 'EUR', 60, 50.5, null, true), ('DE_LU', '2026-01-15 01:00Z', 'EUR', 60, -3, 4, false),
            ('DE_LU', '2026-01-15 01:00Z', 'GBP', 60, 7, null, false), ('DE_LU', '2026-01-15 02:00Z', 'EUR', 60, null, 0, false)
            """);
        using var client = await host.AsAsync(GridAppHost.Analyst);
        var series = await GetAsync(client, "/api/v1/market/prices?market=DE_LU&start=2026-01-15T00:00:00Z&end=2026-01-15T02:00:00Z");
        Assert.Equal("€/MWh", series.GetProperty("unit").GetString());
        Assert.Equal("Europe/Berlin", series.GetProperty("timeZone").GetString());
        Assert.Equal(60, series.GetProperty("intervalMinutes").GetInt32());
        Assert.Equal("EUR", series.GetProperty("currency").GetString());
        Assert.Equal(["EUR", "GBP"], series.GetProperty("currencies").EnumerateArray().Select(one => one.GetString()));
        Assert.False(series.GetProperty("simulated").GetBoolean());
        // The end is not in it.
        var points = series.GetProperty("points").EnumerateArray().ToList();
        Assert.Equal(
            ["""{"at":"2026-01-15T00:00:00Z","ptf":50.5,"smf":null,"interim":true}""", """{"at":"2026-01-15T01:00:00Z","ptf":-3,"smf":4,"interim":false}"""],
            points.Select(point => point.GetRawText()));

        var pounds = await GetAsync(client, "/api/v1/market/prices?market=DE_LU&start=2026-01-15T00:00:00Z&end=2026-01-16T00:00:00Z&currency=GBP");
        Assert.Equal(("£/MWh", 1), (pounds.GetProperty("unit").GetString(), pounds.GetProperty("points").GetArrayLength()));
    }

    [Fact]
    public async Task Prices_AsCsv_RepeatWhatTheyAre()
    {
        await InsertAsync("market_prices", "2024-01-15T00:00Z", "2025-01-16T00:00Z", """
            insert into market_prices (market, at, currency, minutes, ptf, interim) values
            ('FR', '2024-01-15 23:00Z', 'EUR', 60, 50.5, false), ('FR', '2024-07-15 01:00Z', 'EUR', 60, -3, true), ('FR', '2025-01-15 01:00Z', 'EUR', 60, 1, false)
            """);
        using var client = await host.AsAsync(GridAppHost.Analyst);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/market/prices?market=FR&start=2024-01-01T00:00:00Z&end=2026-01-01T00:00:00Z");
        request.Headers.Accept.ParseAdd("text/csv");
        using var answer = await client.SendAsync(request);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var notes = lines.TakeWhile(line => line.StartsWith('#')).ToList();
        Assert.Contains("# unit: €/MWh", notes);
        Assert.Contains(notes, note => note.Contains("time zone of at_local: Europe/Paris", StringComparison.Ordinal));
        Assert.Contains("# filter: market=FR", notes);
        Assert.Contains(notes, note => note.StartsWith("# source: ", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.StartsWith("# exported: 20", StringComparison.Ordinal));
        Assert.Equal(
            [
                "at_utc,at_local,ptf_eur_per_mwh,smf_eur_per_mwh,interim",
                "2024-01-15T23:00:00Z,2024-01-16T00:00:00+01:00,50.5,,false",
                "2024-07-15T01:00:00Z,2024-07-15T03:00:00+02:00,-3,,true",
                "2025-01-15T01:00:00Z,2025-01-15T02:00:00+01:00,1,,false",
            ],
            lines.Skip(notes.Count));
    }

    [Fact]
    public async Task Smf_AndConsumption_AreHeldBackAsLongAsTheMarketSays()
    {
        var now = host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var hour = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
        await InsertAsync("market_prices", hour.AddHours(-10), hour.AddHours(10), $"""
            insert into market_prices (market, at, currency, minutes, ptf, smf) select 'EPIAS', at, 'TRY', 60, 1, 2 from generate_series({Sql(hour.AddHours(-9))}, {Sql(hour.AddHours(3))}, interval '1 hour') at
            """);
        await InsertAsync("consumption", hour.AddHours(-10), hour.AddHours(10), $"""
            insert into consumption (market, at, minutes, actual_mw, forecast_mw) select 'EPIAS', at, 60, 1, 2 from generate_series({Sql(hour.AddHours(-9))}, {Sql(hour.AddHours(3))}, interval '1 hour') at
            """);
        using var client = await host.AsAsync(GridAppHost.SuperAdmin);
        var span = $"market=EPIAS&start={Iso(hour.AddHours(-9))}&end={Iso(hour.AddHours(4))}";
        var prices = await GetAsync(client, "/api/v1/market/prices?" + span);
        Assert.Equal(13, prices.GetProperty("points").GetArrayLength());
        // Hours that ended four hours ago; the present one may have changed since.
        Assert.InRange((Newest(prices, "smf") - hour).TotalHours, -5, -4);
        Assert.Equal(3, (Newest(prices, "ptf") - hour).TotalHours);
        Assert.Equal("TL/MWh", prices.GetProperty("unit").GetString());
        var used = await GetAsync(client, "/api/v1/consumption?" + span);
        Assert.InRange((Newest(used, "actual") - hour).TotalHours, -3, -2);
        Assert.Equal(3, (Newest(used, "forecast") - hour).TotalHours);
        Assert.Equal("MW", used.GetProperty("unit").GetString());
        Assert.Equal("Europe/Istanbul", used.GetProperty("timeZone").GetString());
    }

    [Fact]
    public async Task Settings_AreChangedBySuperAdminsAndCountAtOnce()
    {
        var at = DateTimeOffset.UtcNow.AddHours(-3);
        at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerHour));
        await InsertAsync("consumption", at, at.AddHours(1), $"insert into consumption (market, at, minutes, actual_mw, forecast_mw) values ('GR', {Sql(at)}, 60, 5, 6)");
        using var client = await host.AsAsync(GridAppHost.SuperAdmin);
        var path = $"/api/v1/consumption?market=GR&start={Iso(at)}&end={Iso(at.AddHours(1))}";
        Assert.Equal(5, (await GetAsync(client, path)).GetProperty("points")[0].GetProperty("actual").GetDouble());

        var changed = await client.PutAsJsonAsync("/api/v1/market/settings/GR", new { consumptionDelayHours = 6 });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(JsonValueKind.Null, (await GetAsync(client, path)).GetProperty("points")[0].GetProperty("actual").ValueKind);
        var listed = await GetAsync(client, "/api/v1/market/settings");
        Assert.Contains(listed.GetProperty("items").EnumerateArray(), item => item.GetProperty("market").GetString() == "GR" && item.GetProperty("consumptionDelayHours").GetDouble() == 6);
        Assert.Contains(listed.GetProperty("items").EnumerateArray(), item => item.GetProperty("market").GetString() == "EPIAS" && item.GetProperty("settlementDelayHours").GetDouble() == 0);

        foreach (var (market, body, field) in new (string, object, string)[]
        {
            ("GR", new { consumptionDelayHours = -1 }, "consumptionDelayHours"), ("GR", new { retentionDays = 3 }, "retentionDays"), ("RTS", new { }, "retentionDays"), ("GR", new { priceRetentionDays = 0 }, "priceRetentionDays"), ("RTS", new { retentionDays = 7, priceRetentionDays = 3 }, "priceRetentionDays"), ("GR", new { colour = 1 }, "colour"),
        })
        {
            var refused = await client.PutAsJsonAsync("/api/v1/market/settings/" + market, body);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Equal(field, Assert.Single((await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject()).Name);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await client.PutAsJsonAsync("/api/v1/market/settings/MARS", new { })).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/market/prices", 422, "market")]
    [InlineData("/api/v1/market/prices?market=MARS", 422, "market")]
    [InlineData("/api/v1/market/prices?market=FR&market=DE_LU", 422, "market")]
    [InlineData("/api/v1/market/prices?market=FR&start=2026-01-02T00:00:00Z&end=2026-01-01T00:00:00Z", 422, "end")]
    [InlineData("/api/v1/market/prices?market=FR&start=2026-01-01T00:00:00Z&end=2026-01-01T00:00:00Z", 422, "end")]
    [InlineData("/api/v1/market/prices?market=FR&start=1990-01-01T00:00:00Z&end=2026-01-01T00:00:00Z", 422, "end")]
    [InlineData("/api/v1/market/prices?market=FR&format=xml", 422, "format")]
    [InlineData("/api/v1/market/prices?market=FR&currency=euro", 422, "currency")]
    [InlineData("/api/v1/market/prices?market=FR&start=yesterday", 400, null)]
    [InlineData("/api/v1/market/prices?market=FR&start=2026-01-01", 400, null)]
    [InlineData("/api/v1/market/prices?market=FR&start=2026-01-01T00:00:00", 400, null)]
    [InlineData("/api/v1/market/prices?market=FR&start=9999-12-31T23:59:59Z", 400, null)]
    [InlineData("/api/v1/market/prices?market=FR&colour=red", 400, null)]
    [InlineData("/api/v1/consumption", 422, "market")]
    [InlineData("/api/v1/consumption?market=FR&currency=EUR", 400, null)]
    [InlineData("/api/v1/generation/fuels?market=FR&kind=FMM", 422, "kind")]
    [InlineData("/api/v1/generation?by=colour", 422, "by")]
    [InlineData("/api/v1/generation?fuel=phlogiston", 422, "fuel")]
    [InlineData("/api/v1/generation?market=MARS", 422, "market")]
    [InlineData("/api/v1/generation?plantId=x", 400, null)]
    [InlineData("/api/v1/generation?organizationId=x", 400, null)]
    [InlineData("/api/v1/generation?simulated=maybe", 400, null)]
    [InlineData("/api/v1/plants/2147483647/generation", 404, null)]
    public async Task WhatMeansNothing_IsRefusedWithItsField(string path, int status, string? field)
    {
        using var client = await host.AsAsync(GridAppHost.Analyst);
        using var answer = await client.GetAsync(path);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        if (field is not null)
        {
            var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
            Assert.Equal(field, Assert.Single(errors.EnumerateObject()).Name);
        }
    }

    [Fact]
    public async Task Corrections_AreToldWithTheSeries_TheLatestFirst_AndOnlyOfWhatIsPublished()
    {
        var now = host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var hour = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
        await InsertAsync("market_prices", hour.AddHours(-10), hour, $"""
            insert into market_prices (market, at, currency, minutes, ptf, smf) select 'IT_NORD', at, 'EUR', 60, 1, 2 from generate_series({Sql(hour.AddHours(-4))}, {Sql(hour.AddHours(-1))}, interval '1 hour') at
            """);
        await InsertAsync("market_prices", hour, hour, "update market_prices set ptf = 1.5 where market = 'IT_NORD'");
        await InsertAsync("market_prices", hour, hour, $"update market_prices set ptf = 1.75, smf = 3 where market = 'IT_NORD' and at >= {Sql(hour.AddHours(-2))}");
        await InsertAsync("consumption", hour, hour, "insert into market_settings (market, smf_delay_hours) values ('IT_NORD', 1)");
        using var client = await host.AsAsync(GridAppHost.Analyst);
        var series = await GetAsync(client, FormattableString.Invariant($"/api/v1/market/prices?market=IT_NORD&start={hour.AddHours(-3):yyyy-MM-ddTHH:mm:ssZ}&end={hour:yyyy-MM-ddTHH:mm:ssZ}"));
        var told = series.GetProperty("corrections").EnumerateArray()
            .Select(one => (Hour: (int)(one.GetProperty("at").GetDateTimeOffset() - hour).TotalHours, Value: one.GetProperty("value").GetString(), Before: one.GetProperty("before").GetDouble(), After: one.GetProperty("after").GetDouble()))
            .ToList();
        // The hour that ended a moment ago has no published SMF yet, and so no corrected one.
        Assert.Equal([(-2, "ptf", 1.5, 1.75), (-2, "smf", 2, 3), (-1, "ptf", 1.5, 1.75)], told.Take(3).OrderBy(one => one.Hour).ThenBy(one => one.Value));
        Assert.Equal([(-3, 1, 1.5), (-2, 1, 1.5), (-1, 1, 1.5)], told.Skip(3).Select(one => (one.Hour, one.Before, one.After)).Order());
        Assert.All(series.GetProperty("corrections").EnumerateArray(), one => Assert.InRange(one.GetProperty("knownUntil").GetDateTimeOffset(), now.AddMinutes(-5), now.AddMinutes(5)));
    }

    [Fact]
    public async Task RealTimeAndCarbon_AreToldByTheInterval_BesideTheDayAhead_WhichGoesOn()
    {
        await InsertAsync("grid_intervals", "2026-02-15T00:00Z", "2026-02-16T00:00Z", """
            insert into grid_intervals (market, kind, at, minutes, load_mw, price, cost, emissions_kg, intensity, losses_mw, spilled_mw, shed_mw, line_ids, flow_mw, binding) values
            ('RTS', 'DAM', '2026-02-15 00:00Z', 60, 1, 20, 1, 1, 300, 0, 0, 0, '{}', '', '[]'), ('RTS', 'RTM', '2026-02-15 00:50Z', 5, 1, 21.5, 1, 1, 310, 0, 0, 0, '{}', '', '[]')
            """);
        using var client = await host.AsAsync(GridAppHost.Analyst);
        const string Span = "market=RTS&start=2026-02-15T00:50:00Z&end=2026-02-15T01:00:00Z";
        var prices = await GetAsync(client, "/api/v1/market/realtime?" + Span);
        Assert.Equal(("$/MWh", 5), (prices.GetProperty("unit").GetString(), prices.GetProperty("intervalMinutes").GetInt32()));
        Assert.Equal(
            ["""{"at":"2026-02-15T00:50:00Z","realTime":21.5,"dayAhead":20}""", """{"at":"2026-02-15T00:55:00Z","realTime":null,"dayAhead":20}"""],
            prices.GetProperty("points").EnumerateArray().Select(point => point.GetRawText()));
        var carbon = await GetAsync(client, "/api/v1/market/carbon?" + Span);
        Assert.Equal(("gCO2/kWh", "direct"), (carbon.GetProperty("unit").GetString(), carbon.GetProperty("method").GetString()));
        Assert.Equal("""{"at":"2026-02-15T00:50:00Z","intensity":310,"scheduled":300}""", carbon.GetProperty("points")[0].GetRawText());
        Assert.Empty((await GetAsync(client, "/api/v1/market/carbon?market=EPIAS&start=2026-02-15T00:50:00Z")).GetProperty("points").EnumerateArray());
    }

    [Fact]
    public async Task WithoutATime_ItIsTheMarketsDay()
    {
        var day = MarketDay.Of(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw"));
        await InsertAsync("consumption", day.Start.AddHours(-1), day.End, $"""
            insert into consumption (market, at, minutes, forecast_mw) select 'PL', at, 60, 1 from generate_series({Sql(day.Start.AddHours(-1))}, {Sql(day.End)}, interval '1 hour') at
            """);
        using var client = await host.AsAsync(GridAppHost.Analyst);
        var points = (await GetAsync(client, "/api/v1/consumption?market=PL")).GetProperty("points");
        // Around midnight the test's day and the answer's may be two.
        Assert.InRange(points.GetArrayLength(), 1, (int)day.Length.TotalHours);
    }

    [Fact]
    public async Task MoreThanAHundredThousandPoints_OnlyAsCsv()
    {
        await InsertAsync("consumption", "2020-01-01T00:00Z", "2020-12-31T00:00Z", """
            insert into consumption (market, at, minutes, actual_mw) select 'NYISO', timestamptz '2020-01-01 00:00Z' + n * interval '1 minute', 1, n from generate_series(0, 100000) n
            """);
        using var client = await host.AsAsync(GridAppHost.Analyst);
        const string path = "/api/v1/consumption?market=NYISO&start=2020-01-01T00:00:00Z&end=2021-01-01T00:00:00Z";
        using var refused = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("100,000", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var csv = await client.GetAsync(path + "&format=csv");
        var lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')).ToList();
        Assert.Equal(100_002, lines.Count);
        Assert.EndsWith(",100000,", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ThatIsKnown_Is304()
    {
        using var client = await host.AsAsync(GridAppHost.Analyst);
        const string path = "/api/v1/consumption?market=ES&start=2026-01-01T00:00:00Z&end=2026-01-02T00:00:00Z";
        using var first = await client.GetAsync(path);
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(again)).StatusCode);
        await InsertAsync("consumption", "2026-01-01T00:00Z", "2026-01-02T00:00Z", "insert into consumption (market, at, minutes, actual_mw) values ('ES', '2026-01-01 05:00Z', 60, 1)");
        using var changed = new HttpRequestMessage(HttpMethod.Get, path);
        changed.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(changed)).StatusCode);
    }

    [Fact]
    public async Task ImportedConsumption_IsSeenByEverybody()
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("at,iso_region,load_mw,load_forecast\n2026-02-01T00:00:00Z,MISO,70000,71000\n"), "file", "miso.csv" },
            { new StringContent("consumption"), "dataset" },
            { new StringContent("csv"), "format" },
        };
        var sent = await admin.PostAsync("/api/v1/imports", form);
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        for (var i = 0; (await admin.GetFromJsonAsync<JsonElement>(sent.Headers.Location)).GetProperty("status").GetString() is not "completed"; i++)
        {
            Assert.True(i < 200, "Not completed within 20 s.");
            await Task.Delay(100);
        }

        using var other = await host.AsAsync(GridAppHost.OtherAdmin);
        var series = await GetAsync(other, "/api/v1/consumption?market=MISO&start=2026-02-01T00:00:00Z&end=2026-02-02T00:00:00Z");
        Assert.Equal("""{"at":"2026-02-01T00:00:00Z","actual":70000,"forecast":71000}""", Assert.Single(series.GetProperty("points").EnumerateArray()).GetRawText());
    }

    [Fact]
    public async Task FuelsOfAMarket_ArePublicAndInColumns()
    {
        await InsertAsync("fuel_generation", "2026-03-01T00:00Z", "2026-03-02T00:00Z", """
            insert into fuel_generation (market, kind, at, fuel, minutes, mw, simulated) values
            ('RTS', 'RTM', '2026-03-01 00:00Z', 'gas', 5, 100, true), ('RTS', 'RTM', '2026-03-01 00:05Z', 'gas', 5, 90, true), ('RTS', 'RTM', '2026-03-01 00:05Z', 'wind', 5, 300, true),
            ('RTS', 'DAM', '2026-03-01 00:00Z', 'gas', 60, 80, true)
            """);
        using var client = await host.AsAsync(GridAppHost.Analyst);
        const string path = "/api/v1/generation/fuels?market=RTS&start=2026-03-01T00:00:00Z&end=2026-03-02T00:00:00Z";
        var series = await GetAsync(client, path);
        Assert.True(series.GetProperty("simulated").GetBoolean());
        Assert.Equal(5, series.GetProperty("intervalMinutes").GetInt32());
        Assert.Equal("""["2026-03-01T00:00:00Z","2026-03-01T00:05:00Z"]""", series.GetProperty("times").GetRawText());
        Assert.Equal("""[{"fuel":"wind","mw":[null,300]},{"fuel":"gas","mw":[100,90]}]""", series.GetProperty("series").GetRawText());
        Assert.Equal(60, (await GetAsync(client, path + "&kind=DAM")).GetProperty("intervalMinutes").GetInt32());
    }

    [Fact]
    public async Task WhatIsTurnedDown_IsPublic_AddedUp_AndNotThereWhereItIsNotKnown()
    {
        await InsertAsync("fuel_generation", "2026-03-03T00:00Z", "2026-03-04T00:00Z", """
            insert into fuel_generation (market, kind, at, fuel, minutes, mw, curtailed_mw, simulated) values
            ('RTS', 'RTM', '2026-03-03 00:00Z', 'wind', 5, 300, null, true), ('RTS', 'RTM', '2026-03-03 00:05Z', 'wind', 5, 280, 20.5, true), ('RTS', 'RTM', '2026-03-03 00:05Z', 'solar', 5, 100, 4.25, true),
            ('RTS', 'RTM', '2026-03-03 00:05Z', 'gas', 5, 90, null, true), ('RTS', 'DAM', '2026-03-03 00:00Z', 'wind', 60, 310, 0, true)
            """);
        using var client = await host.AsAsync(GridAppHost.Analyst);
        const string path = "/api/v1/generation/curtailment?market=RTS&start=2026-03-03T00:00:00Z&end=2026-03-04T00:00:00Z";
        var series = await GetAsync(client, path);
        Assert.True(series.GetProperty("simulated").GetBoolean());
        Assert.Equal("""[{"at":"2026-03-03T00:05:00Z","curtailed":24.75,"wind":20.5,"solar":4.25,"hydro":null,"available":404.75}]""", series.GetProperty("points").GetRawText());
        Assert.Equal("""[{"at":"2026-03-03T00:00:00Z","curtailed":0,"wind":0,"solar":null,"hydro":null,"available":310}]""", (await GetAsync(client, path + "&kind=DAM")).GetProperty("points").GetRawText());
        var csv = await client.GetStringAsync(path + "&format=csv");
        Assert.Contains("at_utc,at_local,curtailed_mw,wind_mw,solar_mw,hydro_mw,available_mw", csv, StringComparison.Ordinal);
        Assert.Contains(",24.75,20.5,4.25,,404.75", csv, StringComparison.Ordinal);
        using var wrong = await client.GetAsync(path + "&kind=FMM");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
    }

    internal static async Task<JsonElement> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    private static DateTimeOffset Newest(JsonElement series, string field) =>
        series.GetProperty("points").EnumerateArray().Where(point => point.GetProperty(field).ValueKind == JsonValueKind.Number).Max(point => point.GetProperty("at").GetDateTimeOffset());

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Sql(DateTimeOffset at) => $"timestamptz '{Iso(at)}'";

    private Task InsertAsync(string table, string first, string last, string sql) =>
        InsertAsync(table, DateTimeOffset.Parse(first, CultureInfo.InvariantCulture), DateTimeOffset.Parse(last, CultureInfo.InvariantCulture), sql);

    private Task InsertAsync(string table, DateTimeOffset first, DateTimeOffset last, string sql) => SeriesRows.InsertAsync(host, table, first, last, sql);
}

/// <summary>Arranges rows of time series.</summary>
internal static class SeriesRows
{
    public static async Task InsertAsync(GridAppHost host, string table, DateTimeOffset first, DateTimeOffset last, string sql)
    {
        await host.Services.GetRequiredService<SeriesPartitions>().EnsureAsync(table, first, last, CancellationToken.None);
        await using var session = await host.Services.GetRequiredService<GridDatabase>().OpenAsync(Actor.System);
        await using var command = session.Command(sql);
        await command.ExecuteNonQueryAsync();
        await session.CommitAsync();
    }
}
