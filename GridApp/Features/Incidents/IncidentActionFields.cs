using GridApp.Domain.Incidents;

namespace GridApp.Features.Incidents;

/// <summary>What is wrong with the fields of an action's dialog, as far as it can tell by itself.</summary>
internal static class IncidentActionFields
{
    public const string At = "at";
    public const string Remaining = "remainingMw";
    public const string ExpectedEnd = "expectedEnd";

    public static IReadOnlyList<FieldFault> Check(IncidentAction action, IncidentItem incident, TypedMoment at, TypedMoment expectedEnd, double? remainingMw, DateTimeOffset now)
    {
        var faults = new List<FieldFault>();
        if (action is IncidentAction.Finish or IncidentAction.Restore)
        {
            DateTimeOffset moment = IncidentRules.Settle(at.At ?? now, now);
            if (Time(At, at) is { } unreadable)
                faults.Add(unreadable);
            else if (moment > now)
                faults.Add(new FieldFault(At, "Fault_EndInFuture"));
            else if (moment <= incident.Start)
                faults.Add(new FieldFault(At, "Fault_EndNotAfterStart"));
            if (action == IncidentAction.Restore && expectedEnd.At is { } expected && expected <= moment)
                faults.Add(new FieldFault(ExpectedEnd, "Fault_ExpectedEndNotAfterRestoration"));
        }

        if (action == IncidentAction.Restore && remainingMw is not > 0)
            faults.Add(new FieldFault(Remaining, "Fault_RemainingNotPositive"));
        else if (action == IncidentAction.Restore && remainingMw >= incident.AffectedMw - CapacityLeft.Dust)
            faults.Add(new FieldFault(Remaining, "Fault_RemainingNotLess", incident.AffectedMw));
        if (action is IncidentAction.Extend or IncidentAction.Restore && Time(ExpectedEnd, expectedEnd) is { } missing)
            faults.Add(missing);
        else if (action == IncidentAction.Extend && expectedEnd.At is { } until && (until <= now || until <= incident.Start))
            faults.Add(new FieldFault(ExpectedEnd, "Fault_ExpectedEndPassed"));
        return faults;
    }

    private static FieldFault? Time(string field, TypedMoment moment) => moment.Fault is not { } fault ? null
        : moment.Missing is { } missing ? new FieldFault(field, fault, missing.Before, missing.After) : new FieldFault(field, fault);
}
