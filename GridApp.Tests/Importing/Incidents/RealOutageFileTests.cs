using Xunit.Abstractions;

namespace GridApp.Tests.Importing.Incidents;

/// <summary>CAISO's half year, whole. Row numbers in the comments are the file's: the header is row 1.</summary>
public sealed class RealOutageFileTests(ITestOutputHelper output)
{
    [TestDataFact]
    public async Task HalfYear_IsImportedWithinTenSeconds()
    {
        await using var bench = await ImportBench.StartAsync();
        var report = (await SendAsync(bench)).Completed();
        output.WriteLine($"{report.Rows} in {(report.Run.FinishedAt!.Value - report.Run.StartedAt!.Value).TotalSeconds:0.0} s");
        foreach (var warning in report.Warnings)
            output.WriteLine($"{warning.Count} x {warning.Reason}");
        output.WriteLine(await bench.ScalarAsync<string>("select count(*) || ' incidents, ' || count(*) filter (where over_capacity) || ' over' from incidents"));
        output.WriteLine(await bench.ScalarAsync<string>("select count(*) || ' segments, ' || count(*) filter (where known_to is null) || ' open' from incident_segments"));
        var again = (await SendAsync(bench)).Completed();
        output.WriteLine($"again {again.Rows} in {(again.Run.FinishedAt!.Value - again.Run.StartedAt!.Value).TotalSeconds:0.0} s");
        Assert.Equal(0, again.Rows.Changed);
    }

    private static async Task<Report> SendAsync(ImportBench bench, string format = "auto") =>
        await bench.ImportAsync(await File.ReadAllBytesAsync(TestData.Path("07_outages", "caiso_curtailed_nonoperational_2024H1.csv.gz")), dataset: "incidents", format: format, fileName: "outages.csv.gz");
}
