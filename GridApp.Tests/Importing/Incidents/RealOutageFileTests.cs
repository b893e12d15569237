using Xunit.Abstractions;

namespace GridApp.Tests.Importing.Incidents;

/// <summary>CAISO's half year, whole. Row numbers in the comments are the file's: the header is row 1.</summary>
public sealed class RealOutageFileTests(ITestOutputHelper output)
{
    [TestDataFact]
    public async Task HalfYear_IsJoinedAndImportedOnce()
    {
        await using var bench = await ImportBench.StartAsync();
        (await bench.ImportAsync(await File.ReadAllBytesAsync(TestData.Path("01_power_plants", "wri_database_USA.csv.gz")))).Completed();
        var report = (await SendAsync(bench)).Completed();
        // 4,049 rows say nothing new: 3,810 exact repeats, the others lie within another row of equal MW.
        Assert.Equal((244_969, 244_969, 240_920, 0), report.Rows);
        Assert.Equal(4_049, report.Warnings.Single(warning => warning.Reason.StartsWith("Rows repeat", StringComparison.Ordinal)).Count);
        Assert.Equal("22751 1008", await bench.ScalarAsync<string>("select count(*) || ' ' || count(distinct plant_id) from incidents"));
        Assert.Equal("175747 180896", await bench.ScalarAsync<string>("select count(*) filter (where known_to is null) || ' ' || count(*) from incident_segments"));
        await HandCheckedAsync(bench);

        var located = await bench.CountAsync("code like 'CAISO:%' and longitude is not null");
        output.WriteLine($"{report.Rows} in {Took(report):0.0} s; {located} of 1,008 resources have a place");
        foreach (var warning in report.Warnings)
            output.WriteLine($"{warning.Count} x {warning.Reason}");
        Assert.InRange(located, 140, 180);

        var again = (await SendAsync(bench, "caiso")).Completed();
        output.WriteLine($"again in {Took(again):0.0} s");
        Assert.Equal((244_969, 244_969, 0, 0), again.Rows);
        Assert.Equal(22_751, await bench.ScalarAsync<int>("select count(*)::integer from incident_revisions"));
        // The figure is 10 s on a machine of its own; a shared one gets some air.
        Assert.InRange(Took(report), 0, 60);
    }

    private static async Task HandCheckedAsync(ImportBench bench)
    {
        // Row 2 (12-25 00:00 to 12-31 23:59, 10 MW) and row 8809 (12-31 23:59 to 01-09 07:00, 10 MW) are one; row 8810 (11 MW) is the next.
        Assert.StartsWith(
            "12-25 08:00 01-01 08:00 10 12-26 08:00-01-01 08:00; 12-25 08:00 01-09 15:00 10 01-01 08:00; 01-09 15:00 01-10 04:00 11 01-10 08:00; ",
            await bench.StretchesAsync("14694854"), StringComparison.Ordinal);
        // Rows 64109 and 62795 overlap on 02-20 with 10.1 and 3.6 MW: both stay.
        Assert.Contains("; 02-20 18:00 02-21 07:50 10.1 02-21 08:00", await bench.StretchesAsync("15153959"), StringComparison.Ordinal);
        // Rows 84758 to 84760, on the day of 23 hours: 00:00 to 24:00 in three pieces.
        Assert.Contains("03-11 07:00", await bench.StretchesAsync("15382479"), StringComparison.Ordinal);
        // PLANNED is planned whatever the MW.
        Assert.Equal(0, await bench.ScalarAsync<int>("select count(*)::integer from incidents where type not in ('forced', 'planned')"));
    }

    private static double Took(Report report) => (report.Run.FinishedAt!.Value - report.Run.StartedAt!.Value).TotalSeconds;

    private static async Task<Report> SendAsync(ImportBench bench, string format = "auto") =>
        await bench.ImportAsync(await File.ReadAllBytesAsync(TestData.Path("07_outages", "caiso_curtailed_nonoperational_2024H1.csv.gz")), dataset: "incidents", format: format, fileName: "outages.csv.gz");
}
