namespace GridApp.Domain.Incidents;

/// <summary>What somebody says about an incident, before anybody believes it. Null is "not said".</summary>
/// <param name="Type">Type code.</param>
/// <param name="AffectedMw">MW out of service.</param>
/// <param name="Start">Inclusive.</param>
/// <param name="ExpectedEnd">Exclusive; null when nobody knows.</param>
/// <param name="CapacityMw">Nominal MW of the subject.</param>
public sealed record IncidentFacts(
    string? Type,
    string? Reason,
    string? CauseCode,
    string? Description,
    double? AffectedMw,
    DateTimeOffset Start,
    DateTimeOffset? ExpectedEnd,
    double CapacityMw);

/// <summary>A rule that an incident breaks, by name, so that pages can say it in the reader's language.</summary>
public enum IncidentRule
{
    TypeUnknown,
    ReasonMissing,
    ReasonTooLong,
    ReasonUnprintable,
    CauseCodeNotFourDigits,
    DescriptionTooLong,
    DescriptionUnprintable,
    AffectedMissing,
    AffectedNotPositive,
    AffectedAboveCapacity,
    StartImpossible,
    ForcedInFuture,
    ExpectedEndImpossible,
    ExpectedEndNotAfterStart,
}

/// <summary>A rule that a value breaks.</summary>
/// <param name="Field">The field's name in the API, in camelCase.</param>
/// <param name="Rule">Which.</param>
/// <param name="Sentence">What is wrong and what would be right, in English.</param>
public sealed record IncidentFault(string Field, IncidentRule Rule, string Sentence);

/// <summary>What has to hold for one incident that a person writes, whatever else is out. Imports are kept as published and obey none of it.</summary>
public static class IncidentRules
{
    public const int MaxReasonLength = 500;
    public const int MaxDescriptionLength = 4000;

    /// <summary>Clocks differ: a moment this little ahead of ours is now.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    /// <summary>Before it there was no grid to fail; after it nobody plans.</summary>
    private static readonly DateTimeOffset First = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Last = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A moment as it is meant: one that a fast clock puts just ahead of now is now.</summary>
    public static DateTimeOffset Settle(DateTimeOffset at, DateTimeOffset now) => at > now && at - now <= ClockSkew ? now : at;

    /// <summary>The rules that the facts break, in the order of the fields; empty when all is well.</summary>
    /// <param name="facts">What is said; its start is settled (see <see cref="Settle"/>).</param>
    /// <param name="now">The moment of the report.</param>
    public static IReadOnlyList<IncidentFault> Check(IncidentFacts facts, DateTimeOffset now)
    {
        List<IncidentFault>? faults = null;
        IncidentType? type = IncidentTypeCodes.Parse(facts.Type);
        if (type is null)
            Add("type", IncidentRule.TypeUnknown, $"The type is one of: {string.Join(", ", IncidentTypeCodes.All)}.");

        CheckTexts(facts, Add);

        if (facts.AffectedMw is not { } mw)
            Add("affectedMw", IncidentRule.AffectedMissing, "How many MW are out of service is missing.");
        else if (!double.IsFinite(mw) || mw <= 0)
            Add("affectedMw", IncidentRule.AffectedNotPositive, "More than 0 MW are out of service.");
        else if (mw > facts.CapacityMw + CapacityLeft.Dust)
            Add("affectedMw", IncidentRule.AffectedAboveCapacity, FormattableString.Invariant($"There are {facts.CapacityMw:0.###} MW; no more can be out of service."));

        if (!Possible(facts.Start))
            Add("start", IncidentRule.StartImpossible, "The start lies between the years 1900 and 2200.");
        else if (type == IncidentType.Forced && facts.Start > now)
            Add("start", IncidentRule.ForcedInFuture, "A forced outage has happened already: it does not start in the future. What is planned is planned or maintenance.");

        if (facts.ExpectedEnd is { } expected)
        {
            if (!Possible(expected))
                Add("expectedEnd", IncidentRule.ExpectedEndImpossible, "The expected end lies between the years 1900 and 2200.");
            else if (expected <= facts.Start)
                Add("expectedEnd", IncidentRule.ExpectedEndNotAfterStart, "The expected end lies after the start.");
        }

        return faults ?? (IReadOnlyList<IncidentFault>)[];

        void Add(string field, IncidentRule rule, string sentence) => (faults ??= []).Add(new(field, rule, sentence));
    }

    /// <summary>Whether a text is a cause code as a person types it: four digits, after GADS.</summary>
    public static bool IsCauseCode(string text) => text.Length == 4 && text.All(char.IsAsciiDigit);

    private static bool Possible(DateTimeOffset at) => at >= First && at <= Last;

    private static void CheckTexts(IncidentFacts facts, Action<string, IncidentRule, string> add)
    {
        if (string.IsNullOrWhiteSpace(facts.Reason))
            add("reason", IncidentRule.ReasonMissing, "The reason is missing.");
        else if (facts.Reason.Length > MaxReasonLength)
            add("reason", IncidentRule.ReasonTooLong, $"The reason is longer than {MaxReasonLength} characters; the description has room for more.");
        else if (facts.Reason.Contains('\0', StringComparison.Ordinal))
            add("reason", IncidentRule.ReasonUnprintable, "The reason contains a character that no text may contain (NUL).");

        if (facts.CauseCode is { } code && !IsCauseCode(code))
            add("causeCode", IncidentRule.CauseCodeNotFourDigits, "A cause code has four digits, such as 1000; leave it out when it is not known.");

        if (facts.Description?.Length > MaxDescriptionLength)
            add("description", IncidentRule.DescriptionTooLong, $"The description is longer than {MaxDescriptionLength} characters.");
        else if (facts.Description?.Contains('\0', StringComparison.Ordinal) == true)
            add("description", IncidentRule.DescriptionUnprintable, "The description contains a character that no text may contain (NUL).");
    }
}
