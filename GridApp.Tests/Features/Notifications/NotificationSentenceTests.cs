using GridApp.Features.Notifications;
using GridApp.Tests.Features.Shell;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace GridApp.Tests.Features.Notifications;

public sealed class NotificationSentenceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 23, 0, 0, TimeSpan.Zero);

    private static readonly IncidentNotice Delta = new()
    {
        Name = "Delta Energy Center", Type = "forced", AffectedMw = 655, CapacityMw = 880, Start = new(2026, 11, 21, 22, 5, 0, TimeSpan.Zero), TimeZone = "America/Los_Angeles",
    };

    private static string Sentence(string kind, IncidentNotice? notice, string language = "en")
    {
        using var culture = new CultureScope(language);
        using ServiceProvider services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        return NotificationSentence.Of(new NotificationItem(1, kind, 7, Now, "grid_admin", true, notice), services.GetRequiredService<IStringLocalizer<NotificationsText>>(), Now);
    }

    [Fact]
    public void Of_AReport_SaysWhatWhereHowMuchAndSinceWhenOnTheMarketsClock() =>
        Assert.Equal("Forced outage at Delta Energy Center: 655 of 880 MW out since 14:05", Sentence("incident.reported", Delta));

    [Fact]
    public void Of_AReportInTurkish_SaysTheSame() =>
        Assert.Equal("Delta Energy Center: Zorunlu arıza, 14:05 itibarıyla 880 MW’ın 655 MW’ı devre dışı", Sentence("incident.reported", Delta, "tr"));

    [Theory]
    [InlineData(1, "en", "Dear hours: -900.5 $/MWh at Hub (RTM, 14:05)")]
    [InlineData(4, "en", "Dear hours: -900.5 $/MWh at Hub (RTM, 14:05), and 3 more prices")]
    [InlineData(4, "tr", "Dear hours: Hub düğümünde -900,5 $/MWh (RTM, 14:05) ve 3 fiyat daha")]
    public void Of_ASpike_SaysTheRuleAndTheWorstPrice(int hits, string language, string sentence)
    {
        using var culture = new CultureScope(language);
        using ServiceProvider services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var price = new PriceNotice
        {
            Rule = "Dear hours", NodeId = 3, Node = "Hub", Kind = "RTM", Value = -900.5, Unit = "$/MWh", At = new(2026, 11, 21, 22, 5, 0, TimeSpan.Zero), Hits = hits, TimeZone = "America/Los_Angeles",
        };
        var item = new NotificationItem(1, PriceNotice.Alert, null, Now, null, true, null, price);
        Assert.Equal(sentence, NotificationSentence.Of(item, services.GetRequiredService<IStringLocalizer<NotificationsText>>(), Now));
    }

    [Theory]
    [InlineData("incident.finished", "Forced outage at Delta Energy Center is over: 655 of 880 MW back since 15:00")]
    [InlineData("incident.extended", "Forced outage at Delta Energy Center: nobody knows the end; 655 of 880 MW out")]
    [InlineData("incident.restored", "Partly restored at Delta Energy Center: 655 of 880 MW still out since 14:05")]
    [InlineData("incident.cancelled", "Forced outage at Delta Energy Center cancelled: 655 of 880 MW")]
    [InlineData("incident.changed", "Forced outage at Delta Energy Center corrected: 655 of 880 MW out since 14:05")]
    [InlineData("something.else", "Something changed at Delta Energy Center")]
    public void Of_EachKind_HasItsWords(string kind, string sentence) => Assert.Equal(sentence, Sentence(kind, Delta));

    [Fact]
    public void Of_WhatIsStillToCome_SaysFrom() =>
        Assert.Equal("Planned outage at Delta Energy Center, unit A: 655 of 880 MW out from 23 Nov 14:05", Sentence("incident.reported", Delta with { Type = "planned", Unit = "A", Start = Delta.Start.AddDays(2) }));

    [Fact]
    public void Of_APlantWithoutMarket_SpeaksUtc() =>
        Assert.Equal("Forced outage at Delta Energy Center: 655 of 880 MW out since 22:05 UTC", Sentence("incident.reported", Delta with { TimeZone = null }));
}
