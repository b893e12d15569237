using System.Globalization;
using Xunit.Abstractions;

namespace GridApp.Tests.Importing.Prices;

/// <summary>The markets' own files, whole. The values are read off the files by eye; the row is the file's line, the header being row 1.</summary>
public sealed class RealPriceFilesTests(ITestOutputHelper output)
{
    [TestDataFact]
    public async Task Caiso_TheFifteenMinuteDay_ThenItsNodes_ThenTheMap()
    {
        await using var bench = await PriceBench.StartAsync();
        var day = (await bench.SendFileAsync("caiso", "20220901_PRC_RTPD_LMP_2130nodes_15min.zip")).Completed();
        Describe("CAISO day", day);
        Assert.Equal((1_022_395, 1_022_395, 1_022_395, 0), day.Rows);
        Assert.Equal("73.13271", (await bench.PriceAsync("CAISO", "FMM", "2C559EQ2_7_N001", "2022-09-01T07:00Z")).Split(' ')[0]);                                      // row 2
        Assert.Equal(Text(-635.9211, 1261.2124, -1897.1335, 0, 0), await bench.PriceAsync("CAISO", "FMM", "C493GEN_7_N003", "2022-09-01T23:45Z"));                       // rows 113850, 114042, 113946, 114138, 114234
        Assert.Equal(Text(3707.3633), (await bench.PriceAsync("CAISO", "FMM", "POMERADO_6_N001", "2022-09-01T23:45Z")).Split(' ')[0]);                                 // row 739285, the dearest
        Assert.Equal("none", await bench.PriceAsync("CAISO", "FMM", "JAMACHA_6_CN7", "2022-09-01T07:00Z"));                                                            // missing at its source
        Assert.Contains(day.Warnings, warning => warning.Count == 1 && warning.Reason == "CAISO FMM: nodes lack prices in intervals that other nodes have; the first is JAMACHA_6_CN7 at 2022-09-01 07:00 UTC.");
        Assert.DoesNotContain(day.Warnings, warning => warning.Reason.Contains("sum of their parts", StringComparison.Ordinal) || warning.Reason.Contains("there are no prices", StringComparison.Ordinal));
        Assert.Equal(96, await bench.CountAsync("price_frames", "kind = 'FMM' and minutes = 15"));
        Assert.Equal(2_130, await bench.CountAsync("nodes", "longitude is null and market = 'CAISO'"));

        var nodes = (await bench.SendFileAsync("caiso", "LMP_coordinates.csv", "nodes")).Completed();
        Assert.Equal((6_395, 6_393, 6_393, 2), nodes.Rows); // rows 812 and 813, CARTERCR, lie at a longitude of -1,103,912,180
        // Two of the day that the file does not know, the two of rows 812 and 813, and the 73 that it draws as a spiral around 0,0.
        var unlocated = (await bench.UnlocatedAsync()).Split(", ");
        Assert.Equal(77, unlocated.Length);
        Assert.Superset(new HashSet<string> { "BLM W_2_COSBT1GN", "JAMACHA_6_CN7", "CARTERCR_LNODE4A", "CARTERCR_LNODE5A", "AUSTINTP_LNODELD", "BCPLEHI_LNODEPM", "WTFIBGL_LNODED1" }, unlocated.ToHashSet());
        Assert.Equal("PACE load -111.90056 40.55611", await NodeAsync(bench, "106THSO_LNODED1"));                                                                      // row 2
        Assert.Equal("CA generator -121.66858 37.7404272", await NodeAsync(bench, "ZONDWD_6_B1"));                                                                     // row 6396

        var map = (await bench.SendFileAsync("caiso", "PriceContourMap_NodeLocationOASIS.json.gz")).Completed();
        Describe("CAISO map", map);
        Assert.Equal((10_045, 10_045, 10_045, 0), map.Rows);
        Assert.Equal(1_250, map.Warnings.Single(warning => warning.Reason.StartsWith("CAISO DAM: nodes whose day-ahead price", StringComparison.Ordinal)).Count);
        Assert.Equal(Text(33.74687, 34.59443, 0, -0.84756, null), await bench.PriceAsync("CAISO", "DAM", "10TH_STW_1_1LNODE", "2023-02-13T18:00Z"));                    // node 1
        Assert.Equal(Text(30.48519, 31.35212, 0.0048, -0.87172, null), await bench.PriceAsync("CAISO", "FMM", "10TH_STW_1_1LNODE", "2023-02-13T18:45Z"));
        Assert.Equal(Text(28.27792, 29.06977, 0.0048, -0.79664, null), await bench.PriceAsync("CAISO", "RTM", "10TH_STW_1_1LNODE", "2023-02-13T18:45Z"));
        Assert.Equal("none", await bench.PriceAsync("CAISO", "DAM", "YREKA_LNODED3", "2023-02-13T18:00Z"));                                                             // node 10,045: all zeros day-ahead
        Assert.Equal(Text(31.43483, 31.35212, 0.0012, 0.08152, null), await bench.PriceAsync("CAISO", "FMM", "YREKA_LNODED3", "2023-02-13T18:45Z"));
        Assert.Equal(38, (await bench.UnlocatedAsync()).Split(", ").Length); // the map has places for 39 of them and does not know the others
        Assert.True(await bench.CountAsync("node_moves") > 0);

        Assert.Equal(0, (await bench.SendFileAsync("caiso", "PriceContourMap_NodeLocationOASIS.json.gz")).Completed().Run.RowsChanged);
        Assert.Equal(0, (await bench.SendFileAsync("caiso", "20220901_PRC_RTPD_LMP_2130nodes_15min.zip")).Completed().Run.RowsChanged);
        var seed = (await bench.SendFileAsync("caiso", "PRC_LMP_DAM_seed.csv")).Completed();
        Assert.Equal((9, 9, 9, 0), seed.Rows);
        Assert.Equal(Text(36.80716, null, null, null, null), await bench.PriceAsync("CAISO", "DAM", "AFPR_1_TOT_GEN-APND", "2020-01-02T02:00Z"));                      // row 9
    }

    [TestDataFact]
    public async Task Pjm_AQuarterOfHubs()
    {
        await using var bench = await PriceBench.StartAsync();
        var report = (await bench.SendFileAsync("pjm", "da_hrl_lmps.csv")).Completed();
        Describe("PJM", report);
        Assert.Equal((26_508, 26_508, 26_508, 0), report.Rows);
        Assert.Equal("Nodes that were not known are made, without a location; a file of nodes brings it.", Assert.Single(report.Warnings).Reason);
        Assert.Equal(Text(24.966949, 30.98, -6.094939, 0.081888, null), await bench.PriceAsync("PJM", "DAM", "51217", "2025-05-01T04:00Z"));                              // row 2
        Assert.Equal(Text(12.567860, 19.28, -6.163640, -0.548500, null), await bench.PriceAsync("PJM", "DAM", "51217", "2025-06-16T04:00Z"));                             // row 13250
        Assert.Equal(Text(32.285455, 32.78, 0.071591, -0.566136, null), await bench.PriceAsync("PJM", "DAM", "116013751", "2025-08-01T04:00Z"));                          // row 26509, the last
        Assert.Equal(12, await bench.CountAsync("nodes", "market = 'PJM' and type = 'hub'"));
        Assert.Equal(0, (await bench.SendFileAsync("pjm", "da_hrl_lmps.csv", format: "pjm")).Completed().Run.RowsChanged);
    }

    [TestDataFact]
    public async Task IsoNe_NyIso_Spp()
    {
        await using var bench = await PriceBench.StartAsync();
        var isone = (await bench.SendFileAsync("isone", "WW_DALMP_ISO_20260604.csv")).Completed();
        Describe("ISO-NE", isone);
        Assert.Equal((29_016, 29_016, 29_016, 0), isone.Rows);
        Assert.Single(isone.Warnings);
        Assert.Equal("47.19 47.56 0 -0.37 -", await bench.PriceAsync("ISONE", "DAM", "UN.FRNKLNSQ13.810CC", "2026-06-04T04:00Z"));                                      // row 7
        Assert.Equal("39.4 39.02 0 0.38 -", await bench.PriceAsync("ISONE", "DAM", "LD.RCHSTER 34.5", "2026-06-04T16:00Z"));                                            // row 15000
        Assert.Equal("41.93 43.85 0 -1.92 -", await bench.PriceAsync("ISONE", "DAM", "UN.CONGRESS13.8CSFC", "2026-06-05T03:00Z"));                                      // row 29022
        Assert.Equal((1_150, 1_150, 1_150, 0), (await bench.SendFileAsync("isone", "isone_nodes_latlon.csv", "nodes")).Completed().Rows);
        Assert.Equal(1_094, await bench.CountAsync("nodes n", "longitude is not null and exists (select from price_days d where d.node_id = n.id)"));
        Assert.Equal("load -73.105972 42.654671", await NodeAsync(bench, "LD.ADAMS   23"));                                                                             // row 5

        var nyiso = (await bench.SendFileAsync("nyiso", "20220718da.csv")).Completed();
        Assert.Equal((360, 360, 360, 0), nyiso.Rows);
        Assert.Equal(Text(72.06, 67.54, -0.75, 5.27, null), await bench.PriceAsync("NYISO", "DAM", "CAPITL", "2022-07-18T04:00Z"));                                     // row 2
        Assert.Equal(Text(91.38, 67.55, 15.32, 8.51, null), await bench.PriceAsync("NYISO", "DAM", "LONGIL", "2022-07-18T04:00Z"));                                     // row 8
        Assert.Equal(Text(77.70, 75.51, 0, 2.19, null), await bench.PriceAsync("NYISO", "DAM", "WEST", "2022-07-19T03:00Z"));                                           // row 361

        var spp = (await bench.SendFileAsync("spp", "DA-LMP-SL-202503190100.csv")).Completed();
        Describe("SPP", spp);
        Assert.Equal((29_616, 29_616, 29_616, 0), spp.Rows);
        Assert.Equal(Text(9.6667, 11.7148, -2.1891, 0.1410, null), await bench.PriceAsync("SPP", "DAM", "AEC", "2025-03-19T05:00Z"));                                     // row 2
        Assert.Equal(Text(24.6557, 11.6125, 13.1138, -0.0706, null), await bench.PriceAsync("SPP", "DAM", "EDE_RIV_10", "2025-03-19T17:00Z"));                            // row 15000
        Assert.Equal(Text(24.8917, 36.2819, -11.3085, -0.0817, null), await bench.PriceAsync("SPP", "DAM", "YAD", "2025-03-20T04:00Z"));                                  // row 29617
        Assert.DoesNotContain(nyiso.Warnings.Concat(spp.Warnings), warning => warning.Reason.Contains("sum of their parts", StringComparison.Ordinal));
    }

    [TestDataFact]
    public async Task ASyntheticGridsBuses_AreNodesOfTheMarketThatIsSaid()
    {
        await using var bench = await PriceBench.StartAsync();
        var buses = await File.ReadAllBytesAsync(TestData.Path("02_test_grid_activsg10k_geo", "bus.csv"));
        Assert.Contains("does not say which market", (await bench.SendAsync(buses, "bus.csv", dataset: "nodes")).Failed(), StringComparison.Ordinal);
        Assert.Equal((4_762, 4_762, 4_762, 0), (await bench.SendAsync(buses, "bus.csv", dataset: "nodes", market: "CAISO")).Completed().Rows);
        Assert.Equal("node -124.5778 48.2414", await NodeAsync(bench, "NEAH BAY"));                                                                                     // row 2
    }

    private static string Text(params double?[] values) => string.Join(' ', values.Select(value => value is { } v ? ((float)v).ToString(CultureInfo.InvariantCulture) : "-"));

    private static Task<string> NodeAsync(PriceBench bench, string code) => bench.ScalarAsync<string>($"select concat_ws(' ', zone, type, longitude, latitude) from nodes where code = '{code}'");

    private void Describe(string what, Report report) =>
        output.WriteLine($"{what}: {report.Rows.Read:N0} rows, claimed to completed: {(report.Run.FinishedAt!.Value - report.Run.StartedAt!.Value).TotalMilliseconds:0} ms");
}
