using System.Globalization;
using GridApp.Data;
using GridApp.Data.Prices;
using GridApp.Domain.Organizations;
using GridApp.Domain.Prices;

namespace GridApp.Tests.Data.Prices;

/// <summary>The price cube on a database of its own, with a few nodes of PJM.</summary>
public sealed class CubeBench : IAsyncLifetime
{
    public const string Market = "PJM";

    public TestDatabase Db { get; } = new();

    /// <summary>Numbers of nodes N1 to N6; their order is not that of the numbers.</summary>
    public int[] Nodes { get; } = new int[6];

    public int Organization { get; private set; }

    public int OtherOrganization { get; private set; }

    public Actor Admin => new(Roles.Admin, 1, Organization);

    public async Task InitializeAsync()
    {
        await Db.InitializeAsync();
        for (var i = Nodes.Length; i > 0; i--)
            Nodes[i - 1] = await Db.AsOwnerAsync<int>(string.Create(CultureInfo.InvariantCulture, $"insert into nodes (market, code, name, type) values ('{Market}', 'N{i}', 'N{i}', 'node') returning id"));
        Organization = await Db.AsOwnerAsync<int>("insert into organizations (name) values ('One') returning id");
        OtherOrganization = await Db.AsOwnerAsync<int>("insert into organizations (name) values ('Two') returning id");
        for (var month = 1; month <= 6; month++)
            await PriceCube.EnsurePartitionsAsync(new SeriesPartitions(Db.Database), At(month, 1), At(month, 1), CancellationToken.None);
    }

    public Task DisposeAsync() => Db.DisposeAsync();

    public static DateTimeOffset At(int month, int day, int hour = 0, int minute = 0) => new(2026, month, day, hour, minute, 0, TimeSpan.Zero);

    /// <summary>A frame of totals; NaN where nothing is said.</summary>
    public static PriceFrame Totals(DateTimeOffset at, params float[] totals) => new(at, 60, [totals, null, null, null, null]);

    public PriceBlock Block(int[] nodes, params PriceFrame[] frames) => new(Market, "DAM", [.. nodes.Select(n => Nodes[n - 1])], frames);

    public async Task<PriceWrite> WriteAsync(PriceBlock block, Actor? actor = null, PriceRefusal? refuse = null)
    {
        await using var session = await Db.Database.OpenAsync(actor ?? Actor.System);
        var written = await new PriceCube(session).WriteAsync(block, refuse, CancellationToken.None);
        await session.CommitAsync();
        return written;
    }

    /// <summary>An interval's values now, as "N1=1.5 N2=2": read through its list.</summary>
    public async Task<string> FrameAsync(DateTimeOffset at, string component = "total", int organization = 0, string known = "known_to is null") =>
        await ReadAsync(
            $"select l.nodes, f.{component}, f.packing from price_frames f join node_lists l on l.id = f.node_list_id where at = '{at:O}' and coalesce(f.organization_id, 0) = {organization} and {known} order by f.known_from limit 1");

    /// <summary>A node's day, as "00:00/60=1.5 01:00/60=2".</summary>
    public async Task<string> DayAsync(int node, DateTimeOffset day, string component = "total", int organization = 0)
    {
        await using var session = await Db.Database.OpenAsync(Actor.System);
        await using var command = session.Command(string.Create(CultureInfo.InvariantCulture, $"""
            select i.seconds, i.minutes, d.{component} from price_days d join price_day_intervals i using (series_id, day) join price_series s on s.id = d.series_id
             where d.node_id = {Nodes[node - 1]} and d.day = '{day:yyyy-MM-dd}' and coalesce(s.organization_id, 0) = {organization}
            """));
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            return "none";
        var (seconds, minutes) = (await reader.GetFieldValueAsync<int[]>(0), await reader.GetFieldValueAsync<short[]>(1));
        if (await reader.IsDBNullAsync(2))
            return "null";
        var values = new float[seconds.Length];
        PackedValues.Unpack(await reader.GetFieldValueAsync<byte[]>(2), values);
        return string.Join(' ', values.Select((value, i) => string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromSeconds(seconds[i]):hh\\:mm}/{minutes[i]}={value}")));
    }

    private async Task<string> ReadAsync(string sql)
    {
        await using var session = await Db.Database.OpenAsync(Actor.System);
        await using var command = session.Command(sql);
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            return "none";
        Assert.Equal(1, reader.GetInt16(2));
        var nodes = await reader.GetFieldValueAsync<int[]>(0);
        if (await reader.IsDBNullAsync(1))
            return "null";
        var values = new float[nodes.Length];
        PackedValues.Unpack(await reader.GetFieldValueAsync<byte[]>(1), values);
        return string.Join(' ', nodes.Select((node, i) => (Name: Array.IndexOf(Nodes, node) + 1, Value: values[i])).OrderBy(one => one.Name)
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"N{one.Name}={one.Value}")));
    }
}
