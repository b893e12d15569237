using System.Globalization;
using System.Text;
using GridApp.Tests.Contract;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>An admin brings the own plant's plan (KGÜP) and settlement (UEVM), as the market operator's site exports them.</summary>
[Collection(BrowserTests.Name)]
public sealed class UploadTests(BrowserHost host)
{
    private static readonly Encoding Turkish = Encoding.GetEncoding("iso-8859-9");

    private string OwnPlant => host.OwnPlant.ToString(CultureInfo.InvariantCulture);

    [Fact]
    public async Task Plan_ThenSettlement_OfTheOwnPlant_StandOnThePage()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin, width: 1440, height: 1400);
        await probe.GoAsync("/generation?market=EPIAS&from=2026-01-15&to=2026-01-15&by=plant");
        var plan = await SendAsync(probe.Page, "Planned (KGÜP)", "KGUP-15012026.csv", Export(hour => (400 + hour).ToString(CultureInfo.InvariantCulture) + ",50"));
        Assert.Contains("24 rows taken, 0 refused", plan, StringComparison.Ordinal);
        var settled = await SendAsync(probe.Page, "Settled (UEVM)", "UEVM-15012026.csv", Export(hour => (390 + hour).ToString(CultureInfo.InvariantCulture) + ",00"));
        Assert.Contains("24 rows taken, 0 refused", settled, StringComparison.Ordinal);

        // The charts follow what was written, without a reload: 24 hours from 400.5 to 423.5 and from 390 to 413 MW.
        var row = probe.Page.Locator("[data-chart=own-groups] tbody tr").Filter(new() { HasText = "Marmara CCGT" });
        await Assertions.Expect(row).ToContainTextAsync("9,888");
        await Assertions.Expect(row).ToContainTextAsync("9,636");
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task BadRows_AreRefusedWithTheirReason_TheOthersGoIn_AndABadFileSaysWhatIsWrong()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin, width: 1440, height: 1400);
        await probe.GoAsync("/generation?market=EPIAS&from=2026-01-16&to=2026-01-16");
        var mixed = await SendAsync(probe.Page, "Planned (KGÜP)", "KGUP.csv", Turkish.GetBytes("\"Tarih\";\"Saat\";\"Toplam (MWh)\"\n\"16.01.2026\";\"00:00\";\"100,50\"\n\"16.01.2026\";\"01:00\";\"çok\"\n"));
        Assert.Contains("1 row taken, 1 refused", mixed, StringComparison.Ordinal);
        Assert.Contains("number", mixed, StringComparison.Ordinal);

        var unreadable = await SendAsync(probe.Page, "Settled (UEVM)", "notes.csv", Encoding.UTF8.GetBytes("name;remark\nA;nothing\n"));
        Assert.Contains("The file could not be read.", unreadable, StringComparison.Ordinal);
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task AnAnalyst_HasNoUpload()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Analyst);
        await probe.GoAsync("/generation?market=EPIAS&from=2026-01-17&to=2026-01-17");
        await Assertions.Expect(probe.Page.GetByText("Plants of your organization")).ToBeVisibleAsync();
        Assert.Equal(0, await probe.Page.Locator("#upload-file").CountAsync());
    }

    /// <summary>A day as the operator exports it: semicolons, decimal comma, the Turkish alphabet of before Unicode.</summary>
    private static byte[] Export(Func<int, string> value) => Turkish.GetBytes(
        "\"Tarih\";\"Saat\";\"Toplam (MWh)\";\"Doğalgaz\"\n" + string.Concat(Enumerable.Range(0, 24).Select(hour => FormattableString.Invariant($"\"15.01.2026\";\"{hour:00}:00\";\"{value(hour)}\";\"{value(hour)}\"\n"))));

    private async Task<string> SendAsync(IPage page, string holds, string name, byte[] content)
    {
        if (!await page.Locator("#upload-file").IsVisibleAsync())
            await page.Locator("summary").Filter(new() { HasText = "Upload plan or settlement" }).ClickAsync();
        await page.Locator("#upload-plant").SelectOptionAsync(OwnPlant);
        await page.Locator("#upload-holds").SelectOptionAsync(new SelectOptionValue { Label = holds });
        await page.Locator("#upload-file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = content });
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();
        // The outcome of the file before, if there is one, is not this one's.
        var outcome = page.Locator(".outcome").Filter(new() { Has = page.Locator("strong", new() { HasText = name }) });
        await outcome.GetByRole(AriaRole.Link, new() { Name = "Report", Exact = true }).Or(outcome.GetByText("The file could not be read.")).WaitForAsync();
        return await outcome.InnerTextAsync();
    }
}
