using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Features.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Contract;

/// <summary>The audit trail as the HTTP contract has it: whose it is, what chooses, how it is paged, and that nobody alters it.</summary>
public sealed class AuditTests(EmptyHost host) : IClassFixture<EmptyHost>
{
    [Fact]
    public async Task List_AnAdmin_SeesTheOwnOrganizationAlone()
    {
        var mark = await WriteAsync(host.FirstOrganization, 1);
        using var admin = await host.AsAsync(GridAppHost.Admin);
        using var other = await host.AsAsync(GridAppHost.OtherAdmin);
        using var super = await host.AsAsync(GridAppHost.SuperAdmin);
        using var analyst = await host.AsAsync(GridAppHost.Analyst);

        Assert.Equal(1, await TotalAsync(admin, mark));
        Assert.Equal(0, await TotalAsync(other, mark));
        Assert.Equal(1, await TotalAsync(super, mark));
        Assert.Equal(HttpStatusCode.Forbidden, (await analyst.GetAsync("/api/v1/audit")).StatusCode);
    }

    [Fact]
    public async Task List_PageByPage_HasEveryEntryOnceNewestFirst()
    {
        var mark = await WriteAsync(host.FirstOrganization, 5);
        using var admin = await host.AsAsync(GridAppHost.Admin);
        List<long> ids = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await admin.GetFromJsonAsync<JsonElement>($"/api/v1/audit?objectType={mark}&limit=2{(cursor.Length > 0 ? "&cursor=" + cursor : "")}");
            Assert.Equal(5, page.GetProperty("total").GetInt32());
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("id").GetInt64()));
            cursor = page.GetProperty("next").GetString();
        }

        Assert.Equal(5, ids.Distinct().Count());
        Assert.Equal(ids.OrderDescending(), ids);
    }

    [Theory]
    [InlineData("action=probe", 3)]
    [InlineData("action=probe.made", 3)]
    [InlineData("action=prob", 0)]
    [InlineData("action=probe.mad", 0)]
    [InlineData("action=probe_made", 0)]
    [InlineData("user=nobody", 0)]
    [InlineData("objectId=2", 1)]
    [InlineData("start=2000-01-01T00:00:00Z&end=2001-01-01T00:00:00Z", 0)]
    public async Task List_Filtered_CountsWhatMatches(string filter, int expected)
    {
        var mark = await WriteAsync(host.FirstOrganization, 3);
        using var admin = await host.AsAsync(GridAppHost.Admin);
        Assert.Equal(expected, await TotalAsync(admin, mark, filter));
    }

    [Theory]
    [InlineData("limit=0", HttpStatusCode.UnprocessableEntity)]
    [InlineData("limit=-1", HttpStatusCode.UnprocessableEntity)]
    [InlineData("limit=many", HttpStatusCode.BadRequest)]
    [InlineData("start=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("who=me", HttpStatusCode.BadRequest)]
    public async Task List_WhatCannotBe_IsRefused(string query, HttpStatusCode expected)
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        Assert.Equal(expected, (await admin.GetAsync("/api/v1/audit?" + query)).StatusCode);
    }

    [Fact]
    public async Task Csv_GuardsFormulasAndIsItselfAnEntry()
    {
        var mark = await WriteAsync(host.FirstOrganization, 1, "=HYPERLINK(1)");
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var before = await TotalAsync(admin, "audit", "action=export.audit");
        var csv = await admin.GetStringAsync($"/api/v1/audit?format=csv&objectType={mark}");

        Assert.StartsWith("# GridApp audit trail", csv, StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK(1)", csv, StringComparison.Ordinal);
        Assert.Equal(before + 1, await TotalAsync(admin, "audit", "action=export.audit"));
    }

    [Fact]
    public async Task Entries_OnceWritten_AreNobodysToAlter()
    {
        await WriteAsync(host.FirstOrganization, 1);
        await using var session = await host.Services.GetRequiredService<GridDatabase>().OpenAsync(Actor.System);
        foreach (var sql in (string[])["update audit_events set action = 'nothing'", "delete from audit_events", "truncate audit_events"])
        {
            await using var savepoint = session.Command("savepoint before");
            await savepoint.ExecuteNonQueryAsync();
            await using var command = session.Command(sql);
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync());
            Assert.Equal("42501", refused.SqlState);
            await using var back = session.Command("rollback to before");
            await back.ExecuteNonQueryAsync();
        }
    }

    /// <summary>What makes the first page of a long trail come at once: who asks is looked at once a statement, and the newest entries come out of an index.</summary>
    [Fact]
    public async Task FirstPage_OfALongTrail_AsksWhoReadsOnceAndReadsNoMoreThanThePage()
    {
        await using (var session = await host.Services.GetRequiredService<GridDatabase>().OpenAsync(Actor.System))
        {
            await using var fill = session.Command("""
                insert into audit_events (user_name, role, organization_id, action, object_type, object_id, after)
                select 'person' || (n % 50), 'admin', $1, case when n % 3 = 0 then 'plant.changed' else 'incident.reported' end, 'bulk', n::text, '{"a":1}' from generate_series(1, 20000) n
                """);
            fill.Parameters.Add(new() { Value = host.SecondOrganization });
            await fill.ExecuteNonQueryAsync();
            await session.CommitAsync();
        }

        var reader = new Actor(Roles.Admin, 1, host.SecondOrganization);
        await using (var session = await host.Services.GetRequiredService<GridDatabase>().OpenAsync(reader))
        {
            var plan = "";
            await using var explain = session.Command("explain (analyze, costs off, timing off, summary off) select id from audit_events order by id desc limit 51");
            await using var lines = await explain.ExecuteReaderAsync();
            while (await lines.ReadAsync())
                plan += lines.GetString(0) + "\n";
            Assert.Contains("InitPlan", plan, StringComparison.Ordinal);
            Assert.Contains("Index", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        }

        var audit = host.Services.GetRequiredService<ReadAudit>();
        var page = await audit.PageAsync(reader, AuditFilter.All, 50, null, CancellationToken.None);
        Assert.True(page.Total >= 20_000);
        Assert.Equal(50, page.Items.Count);
        Assert.Contains("incident", await audit.KindsAsync(reader, CancellationToken.None));
    }

    private static async Task<int> TotalAsync(HttpClient client, string objectType, string filter = "") =>
        (await client.GetFromJsonAsync<JsonElement>($"/api/v1/audit?objectType={objectType}&{filter}".TrimEnd('&'))).GetProperty("total").GetInt32();

    /// <summary>Entries under an object type that no other test has.</summary>
    private async Task<string> WriteAsync(int organization, int count, string? name = null)
    {
        var mark = "t" + Guid.NewGuid().ToString("N")[..8];
        await using var session = await host.Services.GetRequiredService<GridDatabase>().OpenAsync(Actor.System);
        for (var i = 1; i <= count; i++)
            await session.AuditAsync("probe.made", mark, FormattableString.Invariant($"{(name is null ? i : name)}"), organization, before: null, new { name = name ?? "x" }, CancellationToken.None);
        await session.CommitAsync();
        return mark;
    }
}
