using GridApp.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Incidents;

/// <summary>An incident in one sentence: how much is out, since when, until when.</summary>
public sealed class IncidentSentence(IStringLocalizer<IncidentsText> text, IStringLocalizer<ComponentsText> words)
{
    /// <summary>"655 of 880 MW out since 21 Nov 2026 06:05 (3 h 20 min), expected back 22 Nov 2026 14:00 (in 1 d 4 h)."</summary>
    public string Of(IncidentItem incident, DateTimeOffset now)
    {
        MarketTime clock = MarketTime.Of(incident.Market);
        string mw = Display.Megawatts(incident.AffectedMw);
        string capacity = Display.Megawatts(incident.CapacityMw);
        string start = clock.Brief(incident.Start);
        DateTimeOffset? end = incident.End ?? incident.ExpectedEnd;
        return incident.Status switch
        {
            "cancelled" when end is { } over => text["Story_Cancelled_Until", mw, capacity, start, clock.Brief(over)],
            "cancelled" => text["Story_Cancelled", mw, capacity, start],
            "completed" when end is { } over => text["Story_Completed", mw, capacity, start, clock.Brief(over), Elapsed.Of(over - incident.Start, words)],
            "scheduled" when incident.Start <= now => text["Story_Between", mw, capacity, start],
            "scheduled" when end is { } over => text["Story_Scheduled_Until", mw, capacity, start, In(incident.Start), clock.Brief(over), Elapsed.Of(over - incident.Start, words)],
            "scheduled" => text["Story_Scheduled", mw, capacity, start, In(incident.Start)],
            _ when incident.End is { } over => text["Story_Active_Until", mw, capacity, start, In(incident.Start), clock.Brief(over), In(over)],
            _ when incident.ExpectedEnd is { } back && back > now => text["Story_Active_Expected", mw, capacity, start, In(incident.Start), clock.Brief(back), In(back)],
            _ when incident.ExpectedEnd is { } late => text["Story_Active_Overdue", mw, capacity, start, In(incident.Start), clock.Brief(late), In(late)],
            _ => text["Story_Active", mw, capacity, start, In(incident.Start)],
        };

        string In(DateTimeOffset at) => Elapsed.Of(at - now, words);
    }
}
