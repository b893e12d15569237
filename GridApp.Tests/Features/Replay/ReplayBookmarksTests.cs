using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Organizations;
using GridApp.Features.Replay;
using GridApp.Tests.Data;

namespace GridApp.Tests.Features.Replay;

/// <summary>Who sees a bookmark, who lets it go, what it keeps, and what is refused.</summary>
public sealed class ReplayBookmarksTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private int first;
    private int second;

    private ReplayBookmarks Bookmarks => new(database.Database);

    public async Task InitializeAsync()
    {
        first = await database.AsOwnerAsync<int>($"insert into organizations (name) values ('{Guid.NewGuid():N}') returning id");
        second = await database.AsOwnerAsync<int>($"insert into organizations (name) values ('{Guid.NewGuid():N}') returning id");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task AnAnalystsBookmark_IsSeenByTheOrganization_AndByNobodyElse()
    {
        var (analyst, colleague, stranger, super) = (Person(Roles.Analyst, 1, first), Person(Roles.Analyst, 2, first), Person(Roles.Admin, 3, second), Person(Roles.SuperAdmin, 4, null));
        var kept = (await Bookmarks.KeepAsync(Body(), analyst, default)).Value;

        Assert.True(Assert.Single(await Bookmarks.AllAsync(analyst, default)).Mine);
        Assert.False(Assert.Single(await Bookmarks.AllAsync(colleague, default)).Mine);
        Assert.Empty(await Bookmarks.AllAsync(stranger, default));
        Assert.Contains(await Bookmarks.AllAsync(super, default), one => one.Id == kept.Id);

        Assert.IsType<NotFound>(await Bookmarks.LetGoAsync(kept.Id, stranger, default));
        Assert.IsType<NotFound>(await Bookmarks.LetGoAsync(kept.Id, colleague, default));
        Assert.Null(await Bookmarks.LetGoAsync(kept.Id, analyst, default));
        Assert.Empty(await Bookmarks.AllAsync(analyst, default));
        Assert.Equal(2L, await database.AsOwnerAsync<long>($"select count(*) from audit_events where organization_id = {first} and object_type = 'bookmark'"));
    }

    [Fact]
    public async Task AnAdministrator_LetsTheOrganizationsBookmarksGo()
    {
        var kept = (await Bookmarks.KeepAsync(Body(), Person(Roles.Analyst, 5, first), default)).Value;
        Assert.Null(await Bookmarks.LetGoAsync(kept.Id, Person(Roles.Admin, 6, first), default));
    }

    [Fact]
    public async Task ABookmark_KeepsTheWholeMarketDaysThatItTouches()
    {
        var kept = (await Bookmarks.KeepAsync(Body() with { End = Start.AddHours(23) }, Person(Roles.Admin, 7, second), default)).Value;
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero), kept.KeptFrom);
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 8, 0, 0, TimeSpan.Zero), kept.KeptUntil);
        Assert.Equal(Start, kept.At);
    }

    [Fact]
    public async Task WhatIsNoBookmark_IsRefusedByField()
    {
        await RefusedAsync("name", Body() with { Name = " " });
        await RefusedAsync("name", Body() with { Name = new string('x', 121) });
        await RefusedAsync("market", Body() with { Market = "XX" });
        await RefusedAsync("start", Body() with { Start = null });
        await RefusedAsync("end", Body() with { End = Start });
        await RefusedAsync("end", Body() with { End = Start.AddDays(40) });
        await RefusedAsync("at", Body() with { At = Start.AddHours(5) });
        await RefusedAsync("address", Body() with { Address = "a b" });
        await RefusedAsync("address", Body() with { Address = new string('a', 2001) });
    }

    [Fact]
    public async Task OnePerson_HasAHundred()
    {
        await database.AsOwnerAsync<object>($"""
            insert into replay_bookmarks (user_id, organization_id, author, name, market, start_at, end_at, moment_at, address, kept_from, kept_until)
            select 99, {first}, 'x', 'n' || g, 'RTS', now(), now() + interval '1 hour', now(), '', now(), now() + interval '1 hour' from generate_series(1, 100) g
            """);
        Assert.IsType<Conflict>((await Bookmarks.KeepAsync(Body(), Person(Roles.Admin, 99, first), default)).Failure);
    }

    private async Task RefusedAsync(string field, ReplayBookmarkBody body) =>
        Assert.Contains(field, Assert.IsType<Invalid>((await Bookmarks.KeepAsync(body, Person(Roles.Admin, 8, second), default)).Failure).Errors.Keys);

    private static ReplayBookmarkBody Body() => new("The boiler", "RTS", Start, Start.AddHours(4), null, "market=RTS&day=2026-03-01");

    private static Actor Person(string role, int id, int? organization) => new(role, id, organization) { Name = "person" + id };
}
