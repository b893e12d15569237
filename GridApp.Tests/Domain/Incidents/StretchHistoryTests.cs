using GridApp.Domain.Incidents;

namespace GridApp.Tests.Domain.Incidents;

public sealed class StretchHistoryTests
{
    [Fact]
    public void Join_TouchingOfEqualMw_AreOneAndTheShorterStaysKnownForItsDay()
    {
        var joined = Join(out var news, (0, 10, 5, 24), (10, 30, 5, 24), (30, 40, 5, 48));
        Assert.Equal([(0, 30, 5, 24, 48), (0, 40, 5, 48, null)], joined);
        Assert.Equal([true, true, true], news);
    }

    [Fact]
    public void Join_OtherMwOrAGap_StayApart() =>
        Assert.Equal([(0, 10, 5, 24, null), (10, 20, 6, 24, null), (21, 22, 5, 24, null)], Join(out _, (0, 10, 5, 24), (10, 20, 6, 24), (21, 22, 5, 24)));

    [Fact]
    public void Join_RepeatedAndContained_CountOnce()
    {
        var joined = Join(out var news, (0, 10, 5, 24), (0, 10, 5, 24), (2, 8, 5, 24), (5, 12, 5, 24));
        Assert.Equal([(0, 12, 5, 24, null)], joined);
        Assert.Equal([true, false, false, true], news);
    }

    [Fact]
    public void Join_ItsOwnResultAgain_IsTheSame()
    {
        (int, int, int, int)[] rows = [(0, 10, 5, 24), (10, 30, 5, 24), (20, 50, 5, 24), (24, 60, 5, 48), (60, 70, 6, 72), (60, 90, 5, 72)];
        var once = Join(out _, rows);
        (int, int, int, int)[] again = [.. once.Select(each => (each.Start, each.End, each.Mw, each.Known)), .. rows];
        Assert.Equal(once, Join(out var news, again));
        Assert.DoesNotContain(true, news[once.Count..]);
    }

    [Fact]
    public void Join_ADayThatCameLate_ClosesWhatWasApart() =>
        Assert.Equal(
            [(0, 24, 5, 24, 48), (0, 48, 5, 48, 72), (0, 72, 5, 72, null)],
            Join(out _, (0, 24, 5, 24), (48, 72, 5, 72), (24, 48, 5, 48)));

    [Fact]
    public void Excess_OnlyWhoTakesPartInIt_IsNamed()
    {
        (Occupation, string)[] stretches = [(Of(0, 10, 60), "a"), (Of(9, 20, 50), "b"), (Of(20, 30, 100), "c"), (Of(40, null, 101), "d"), (Of(50, 60, 1), "e")];
        Assert.Equal(["a", "b", "d", "e"], CapacityExcess.Owners(100, stretches).Order(StringComparer.Ordinal));
        Assert.Empty(CapacityExcess.Owners(200, stretches));
    }

    [Fact]
    public void Excess_OfBinaryDust_IsNone() =>
        Assert.Empty(CapacityExcess.Owners(0.3, [(Of(0, 10, 0.1), 1), (Of(0, 10, 0.2), 2)]));

    private static Occupation Of(int start, int? end, double mw) => new(Hour(start), end is { } hour ? Hour(hour) : null, mw);

    private static List<(int Start, int End, int Mw, int Known, int? KnownTo)> Join(out bool[] news, params (int Start, int End, int Mw, int Known)[] rows)
    {
        news = new bool[rows.Length];
        return
        [
            .. StretchHistory.Join(Array.ConvertAll(rows, row => new PublishedStretch(Hour(row.Start), Hour(row.End), row.Mw, Hour(row.Known))), news)
                .Select(each => (Hours(each.Start), Hours(each.End), (int)each.Mw, Hours(each.KnownFrom), each.KnownTo is { } to ? Hours(to) : (int?)null))
                .OrderBy(each => each.Item1).ThenBy(each => each.Item4),
        ];
    }

    private static DateTimeOffset Hour(int hour) => DateTimeOffset.UnixEpoch.AddHours(hour);

    private static int Hours(DateTimeOffset at) => (int)(at - DateTimeOffset.UnixEpoch).TotalHours;
}
