using System.Globalization;
using GridApp.Domain.Incidents;

namespace GridApp.Features.Incidents;

/// <summary>
/// The texts of the form that corrects an incident, against the incident as it is. What nobody touched stays to the last digit: the form shows minutes and three
/// decimals, the incident may have more.
/// </summary>
internal sealed class IncidentCorrection(IncidentItem incident, TimeZoneInfo zone)
{
    private static readonly string[] Public = [IncidentFields.Type, IncidentFields.Affected, IncidentFields.Start, IncidentFields.StartChoice, IncidentFields.ExpectedEnd, IncidentFields.ExpectedEndChoice];

    /// <summary>What it is about and when stands fast once it is over: only its words may change.</summary>
    public bool WordsOnly { get; } = incident.Status is "completed" or "cancelled";

    /// <summary>The fields' texts as the incident has them.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [IncidentFields.Type] = incident.Type,
        [IncidentFields.Affected] = incident.AffectedMw.ToString("0.###", CultureInfo.InvariantCulture),
        [IncidentFields.Start] = TypedMoment.Text(incident.Start, zone),
        [IncidentFields.StartChoice] = Choice(incident.Start, zone),
        [IncidentFields.ExpectedEnd] = incident.ExpectedEnd is { } end ? TypedMoment.Text(end, zone) : "",
        [IncidentFields.ExpectedEndChoice] = incident.ExpectedEnd is { } until ? Choice(until, zone) : "",
        [IncidentFields.Reason] = incident.Reason ?? "",
        [IncidentFields.CauseCode] = incident.CauseCode ?? "",
        [IncidentFields.Description] = incident.Description ?? "",
    };

    /// <summary>The incident that is meant, and what is wrong with it as far as the form can tell by itself.</summary>
    public (IncidentDraft Draft, IReadOnlyList<FieldFault> Faults) Read(IReadOnlyDictionary<string, string> values, DateTimeOffset now)
    {
        var fields = new IncidentFields(values);
        TypedMoment start = fields.StartIn(zone);
        TypedMoment expected = fields.ExpectedEndIn(zone);
        IncidentDraft same = IncidentDrafts.Of(incident);
        IncidentDraft draft = IncidentDrafts.Tidy(same with
        {
            Reason = Changed(IncidentFields.Reason) ? fields.Text(IncidentFields.Reason) : same.Reason,
            CauseCode = Changed(IncidentFields.CauseCode) ? fields.Text(IncidentFields.CauseCode) : same.CauseCode,
            Description = Changed(IncidentFields.Description) ? fields.Text(IncidentFields.Description) : same.Description,
            Type = Changed(IncidentFields.Type) ? fields.Text(IncidentFields.Type) : same.Type,
            AffectedMw = Changed(IncidentFields.Affected) ? IncidentFields.Megawatts(fields.Text(IncidentFields.Affected)) : same.AffectedMw,
            Start = Changed(IncidentFields.Start, IncidentFields.StartChoice) ? start.At ?? same.Start : same.Start,
            ExpectedEnd = Changed(IncidentFields.ExpectedEnd, IncidentFields.ExpectedEndChoice) ? expected.At : same.ExpectedEnd,
        });

        var faults = new List<FieldFault>();
        if (Changed(IncidentFields.Start, IncidentFields.StartChoice))
            AddTime(IncidentFields.Start, start, isNeeded: true);
        if (Changed(IncidentFields.ExpectedEnd, IncidentFields.ExpectedEndChoice))
            AddTime(IncidentFields.ExpectedEnd, expected, isNeeded: false);
        IncidentDraft settled = draft with { Start = IncidentRules.Settle(draft.Start!.Value, now) };
        foreach (IncidentFault fault in ChangeIncident.Faults(settled, same, incident.CapacityMw, now))
        {
            if (!faults.Any(known => known.Field == fault.Field))
                faults.Add(new FieldFault(fault.Field, "Fault_" + fault.Rule, incident.CapacityMw));
        }

        return (draft, faults);

        bool Changed(params string[] names) =>
            names.Any(name => !(WordsOnly && Public.Contains(name)) && fields.Text(name) != Texts[name]);

        void AddTime(string field, TypedMoment moment, bool isNeeded)
        {
            if (moment.Fault is { } fault)
                faults.Add(moment.Missing is { } missing ? new FieldFault(field, fault, missing.Before, missing.After) : new FieldFault(field, fault));
            else if (isNeeded && moment.IsBlank)
                faults.Add(new FieldFault(field, "Fault_StartMissing"));
        }
    }

    /// <summary>The same corrections of the incident as somebody else has left it meanwhile: what was touched stays as typed, everything else follows.</summary>
    public Dictionary<string, string> Onto(IncidentCorrection newer, IReadOnlyDictionary<string, string> values)
    {
        var texts = new Dictionary<string, string>(values, StringComparer.Ordinal);
        foreach ((string name, string text) in Texts)
        {
            if (values.GetValueOrDefault(name, "") == text)
                texts[name] = newer.Texts[name];
        }

        return texts;
    }

    /// <summary>Which of two equal times on the wall is meant; nothing where there is one.</summary>
    private static string Choice(DateTimeOffset at, TimeZoneInfo zone) =>
        TypedMoment.Of(TypedMoment.Text(at, zone), null, zone).Twice is { } twice ? (at < twice.Second ? TypedMoment.First : TypedMoment.Second) : "";
}
