using System.Globalization;
using GridApp.Domain.Incidents;

namespace GridApp.Features.Incidents;

/// <summary>A sentence beside a field.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Key">Key of the sentence in <see cref="IncidentFormText"/>.</param>
/// <param name="Arguments">What the sentence names, formatted by the page.</param>
internal sealed record FieldFault(string Field, string Key, params object[] Arguments);

/// <summary>The texts of the report's form, by field name, as they are typed and kept.</summary>
internal sealed class IncidentFields(IReadOnlyDictionary<string, string> values)
{
    public const string Type = "type";
    public const string Unit = "unitId";
    public const string Affected = "affectedMw";
    public const string Start = "start";
    public const string StartChoice = "startChoice";
    public const string ExpectedEnd = "expectedEnd";
    public const string ExpectedEndChoice = "expectedEndChoice";
    public const string Reason = "reason";
    public const string CauseCode = "causeCode";
    public const string Description = "description";
    public const string RequestKey = "requestKey";

    /// <summary>The chosen plant or line, where the form lets one choose: <c>plant:12</c>, <c>line:3</c>.</summary>
    public const string Subject = "subject";

    public string Text(string field) => values.GetValueOrDefault(field, "");

    public int? UnitId => int.TryParse(Text(Unit), NumberStyles.None, CultureInfo.InvariantCulture, out int unit) ? unit : null;

    public TypedMoment StartIn(TimeZoneInfo zone) => TypedMoment.Of(Text(Start), Text(StartChoice), zone);

    public TypedMoment ExpectedEndIn(TimeZoneInfo zone) => TypedMoment.Of(Text(ExpectedEnd), Text(ExpectedEndChoice), zone);

    /// <summary>MW of a field of type <c>number</c>; null when it is blank or no number.</summary>
    public static double? Megawatts(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double mw) && double.IsFinite(mw) ? mw : null;

    /// <summary>The report that is meant, and what is wrong with it as far as the form can tell by itself.</summary>
    public (IncidentDraft Draft, IReadOnlyList<FieldFault> Faults) Read(IncidentSubject subject, TimeZoneInfo zone, DateTimeOffset now)
    {
        TypedMoment start = StartIn(zone);
        TypedMoment expected = ExpectedEndIn(zone);
        SubjectUnit? unit = subject.Unit(UnitId);
        var draft = IncidentDrafts.Tidy(new IncidentDraft
        {
            PlantId = subject.PlantId,
            LineId = subject.LineId,
            UnitId = unit?.Id,
            Type = Text(Type),
            Reason = Text(Reason),
            CauseCode = Text(CauseCode),
            Description = Text(Description),
            AffectedMw = Megawatts(Text(Affected)),
            Start = start.At,
            ExpectedEnd = expected.At,
            RequestKey = Guid.TryParse(Text(RequestKey), CultureInfo.InvariantCulture, out Guid key) ? key : null,
        });

        double capacity = unit?.CapacityMw ?? subject.CapacityMw;
        var faults = new List<FieldFault>();
        AddTime(Start, start);
        AddTime(ExpectedEnd, expected);
        DateTimeOffset from = IncidentRules.Settle(draft.Start ?? now, now);
        foreach (IncidentFault fault in IncidentRules.Check(
            new IncidentFacts(draft.Type, draft.Reason, draft.CauseCode, draft.Description, draft.AffectedMw, from, draft.ExpectedEnd, capacity), now))
        {
            if (!faults.Any(known => known.Field == fault.Field))
                faults.Add(new FieldFault(fault.Field, "Fault_" + fault.Rule, capacity));
        }

        return (draft, faults);

        void AddTime(string field, TypedMoment moment)
        {
            if (moment.Fault is { } fault)
                faults.Add(moment.Missing is { } missing ? new FieldFault(field, fault, missing.Before, missing.After) : new FieldFault(field, fault));
        }
    }
}
