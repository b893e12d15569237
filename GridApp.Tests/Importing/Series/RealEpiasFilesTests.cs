using Xunit.Abstractions;

namespace GridApp.Tests.Importing.Series;

/// <summary>
/// The transparency platform's own files, whole. The values are read off the files by eye, the row being the file's line: the header is row 1. Until 2016-03-27 the clocks of
/// Istanbul were two hours ahead of UTC, three since, as they are all year since that September.
/// </summary>
public sealed class RealEpiasFilesTests(ITestOutputHelper output)
{
    private const string Exports = "seffaflik_export";
    private const string Api = "api_2025";
    private const string Ptf = "PTF-01012016-08122018.csv";
    private const string Smf = "SMF-01012016-07122018.csv";
    private const string Used = "GercekZamanliTuketim-01012016-07122018.csv";
    private const string Plan = "YukTahminPlani-01012016-07122018.csv";

    [TestDataFact]
    public async Task Ptf_EveryHourStandsWhereItBelongs()
    {
        await using var bench = await SeriesBench.StartAsync();
        var report = (await bench.SendFileAsync("market-prices", Exports, Ptf)).Completed();
        Assert.Equal((25_752, 25_750, 25_750, 2), report.Rows);
        Describe("PTF", report);
        RejectedTwice(report, "27/03/2016 04:00");
        Assert.Empty(report.Warnings);

        Assert.Equal(89.42, await PtfAsync(bench, "2015-12-31 22:00Z"));     // row 2: 01/01/2016 00:00
        Assert.Equal(174.99, await PtfAsync(bench, "2016-03-27 00:00Z"));    // row 2068: 27/03/2016 02:00
        Assert.Null(await PtfAsync(bench, "2016-03-27 01:00Z"));             // rows 2069 and 2070, both 04:00
        Assert.Equal(85, await PtfAsync(bench, "2016-03-27 02:00Z"));        // row 2071: 05:00
        Assert.Equal(123.88, await PtfAsync(bench, "2016-07-27 04:00Z"));    // row 5001
        Assert.Equal(139.99, await PtfAsync(bench, "2016-09-06 20:00Z"));    // row 6001: 23:00 of the last day of changing clocks
        Assert.Equal(165.76, await PtfAsync(bench, "2016-09-06 21:00Z"));    // row 6002: 07/09/2016 00:00
        Assert.Equal(99.18, await PtfAsync(bench, "2016-10-30 00:00Z"));     // row 7277: 03:00, when Europe put its clocks back
        Assert.Equal(99.15, await PtfAsync(bench, "2016-10-30 01:00Z"));     // row 7278
        Assert.Equal(1899.99, await PtfAsync(bench, "2016-12-23 11:00Z"));   // row 8584: "1.899,99"
        Assert.Equal(264.65, await PtfAsync(bench, "2018-12-08 20:00Z"));    // row 25753, the last

        // A price of 0 is real: 97 of them, less the two rejected rows.
        Assert.Equal(95, await bench.CountAsync("market_prices", "ptf = 0"));
        Assert.Equal(25_750, await bench.CountAsync("market_prices", "minutes = 60 and currency = 'TRY' and market = 'EPIAS' and not simulated and not interim and organization_id is null"));

        // But for the one that is missing, every hour follows the one before.
        Assert.Equal(1, await bench.ScalarAsync<int>(
            "select count(*)::integer from (select at - lag(at) over (order by at) as gap from market_prices) g where gap <> interval '1 hour'"));
    }

    [TestDataFact]
    public async Task PtfAndSmf_MeetInOneSeries_InEitherOrder()
    {
        await using var bench = await SeriesBench.StartAsync();
        var smf = (await bench.SendFileAsync("market-prices", Exports, Smf, "epias")).Completed();
        Assert.Equal((25_715, 25_713, 25_713, 2), smf.Rows);
        RejectedTwice(smf, "27/03/2016 04:00");
        Assert.Equal(25_750, (await bench.SendFileAsync("market-prices", Exports, Ptf, "csv")).Completed().Run.RowsChanged);
        Assert.Equal(25_750, await bench.CountAsync("market_prices"));
        Assert.Equal(25_713, await bench.CountAsync("market_prices", "smf is not null and ptf is not null"));
        Assert.Equal(88.47, await bench.ValueAsync("market_prices", "smf", "2015-12-31 22:00Z"));   // SMF row 2
        Assert.Equal(151, await bench.ValueAsync("market_prices", "smf", "2016-11-29 04:00Z"));     // SMF row 8001
        Assert.Equal(319.37, await bench.ValueAsync("market_prices", "smf", "2018-12-07 07:00Z"));  // SMF row 25716, the last
        Assert.Null(await bench.ValueAsync("market_prices", "smf", "2018-12-07 08:00Z"));
        Assert.Equal(337, await bench.CountAsync("market_prices", "smf = 0"));

        // Again: nothing changes.
        Assert.Equal((25_715, 25_713, 0, 2), (await bench.SendFileAsync("market-prices", Exports, Smf)).Completed().Rows);
        Assert.Equal((25_752, 25_750, 0, 2), (await bench.SendFileAsync("market-prices", Exports, Ptf)).Completed().Rows);
    }

    [TestDataFact]
    public async Task ConsumptionAndLoadPlan_ZeroMeansNotYetPublished()
    {
        await using var bench = await SeriesBench.StartAsync();
        var used = (await bench.SendFileAsync("consumption", Exports, Used)).Completed();
        Assert.Equal((25_728, 25_726, 25_715, 2), used.Rows);
        Describe("consumption", used);
        RejectedTwice(used, "27.03.2016 04:00");
        Assert.Contains(used.Warnings, warning => warning.Count == 11 && warning.Reason.Contains("not yet published", StringComparison.Ordinal));
        Assert.Contains(used.Warnings, warning => warning.Reason.Contains("ISO-8859-9", StringComparison.Ordinal));

        var plan = (await bench.SendFileAsync("consumption", Exports, Plan)).Completed();
        // 170 zeros, two of them in the rejected rows.
        Assert.Equal((25_728, 25_726, 25_558, 2), plan.Rows);
        RejectedTwice(plan, "27/03/2016 04:00");
        Assert.Contains(plan.Warnings, warning => warning.Count == 168);

        Assert.Equal(26_298.80, await UsedAsync(bench, "2015-12-31 22:00Z"));                                            // row 2: "26.298,80"
        Assert.Null(await UsedAsync(bench, "2016-03-27 00:00Z"));                                                        // row 2068: "0,00"
        Assert.Null(await UsedAsync(bench, "2016-03-27 01:00Z"));                                                        // rows 2069, 2070
        Assert.Equal(24_098.97, await UsedAsync(bench, "2016-03-27 02:00Z"));                                            // row 2071
        Assert.Equal(30_514.89, await UsedAsync(bench, "2016-07-27 04:00Z"));                                            // row 5001
        Assert.Equal(28_126.42, await UsedAsync(bench, "2018-12-07 10:00Z"));                                            // row 25719: 13:00
        Assert.Null(await UsedAsync(bench, "2018-12-07 11:00Z"));                                                        // the first that was not published
        Assert.Equal(24_300, await bench.ValueAsync("consumption", "forecast_mw", "2016-03-27 00:00Z"));                 // plan row 2068
        Assert.Equal(30_600, await bench.ValueAsync("consumption", "forecast_mw", "2016-07-27 04:00Z"));                 // plan row 5001
        Assert.Equal(33_700, await bench.ValueAsync("consumption", "forecast_mw", "2018-12-07 20:00Z"));                 // plan row 25729, the last
        Assert.Equal(0, await bench.CountAsync("consumption", "actual_mw = 0 or forecast_mw = 0"));

        Assert.Equal(0, (await bench.SendFileAsync("consumption", Exports, Used)).Completed().Run.RowsChanged);
        Assert.Equal(0, (await bench.SendFileAsync("consumption", Exports, Plan)).Completed().Run.RowsChanged);
    }

    [TestDataFact]
    public async Task Api_2025_HasThreeCurrenciesAndUtcTimes()
    {
        await using var bench = await SeriesBench.StartAsync();
        var ptf = (await bench.SendFileAsync("market-prices", Api, "ptf_2025_saatlik_ham.csv")).Completed();
        Assert.Equal((8_760, 8_760, 8_760, 0), ptf.Rows);
        Describe("PTF in three currencies", ptf);
        Assert.Equal(3 * 8_760, await bench.CountAsync("market_prices"));
        Assert.Equal(2494, await PtfAsync(bench, "2024-12-31 21:00Z"));                                            // row 2
        Assert.Equal(70.81, await PtfAsync(bench, "2024-12-31 21:00Z", "USD"));
        Assert.Equal(67.88, await PtfAsync(bench, "2024-12-31 21:00Z", "EUR"));
        Assert.Equal(2917.78, await PtfAsync(bench, "2025-12-31 20:00Z"));                                         // row 8761, the last
        Assert.Equal(57.83, await PtfAsync(bench, "2025-12-31 20:00Z", "EUR"));

        Assert.Equal((8_760, 8_760, 8_760, 0), (await bench.SendFileAsync("market-prices", Api, "smp_2025.csv")).Completed().Rows);
        Assert.Equal(484, await bench.ValueAsync("market_prices", "smf", "2025-12-31 20:00Z", "currency = 'TRY'"));
        Assert.Equal((8_760, 8_760, 8_760, 0), (await bench.SendFileAsync("consumption", Api, "load_plan_2025.csv")).Completed().Rows);
        Assert.Equal(44_406, await bench.ValueAsync("consumption", "forecast_mw", "2025-06-16 12:00Z"));           // row 4001
        Assert.Equal(8_760, await bench.CountAsync("consumption", "minutes = 60 and actual_mw is null"));

        Assert.Equal(0, (await bench.SendFileAsync("market-prices", Api, "ptf_2025_saatlik_ham.csv")).Completed().Run.RowsChanged);
    }

    private static void RejectedTwice(Report report, string label)
    {
        Assert.Equal([2069, 2070], report.Rejections.Select(rejection => rejection.Row));
        Assert.All(report.Rejections, rejection =>
        {
            Assert.Equal(("Saat", label), (rejection.Column, rejection.Value));
            Assert.Contains("nobody can say which", rejection.Reason, StringComparison.Ordinal);
            Assert.Contains("clocks were changed on that day of 23 hours", rejection.Reason, StringComparison.Ordinal);
        });
    }

    private static Task<double?> PtfAsync(SeriesBench bench, string at, string currency = "TRY") => bench.ValueAsync("market_prices", "ptf", at, $"currency = '{currency}'");

    private static Task<double?> UsedAsync(SeriesBench bench, string at) => bench.ValueAsync("consumption", "actual_mw", at);

    private void Describe(string what, Report report) =>
        output.WriteLine($"{what}: {report.Rows.Read:N0} rows, claimed to completed: {(report.Run.FinishedAt!.Value - report.Run.StartedAt!.Value).TotalMilliseconds:0} ms");
}
