using System.Text.Json;
using GridApp.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Incidents;

/// <summary>One change of an incident as a person reads it.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="Sentence">Who did what.</param>
/// <param name="Differences">What changed besides, field by field.</param>
public sealed record RevisionStep(DateTimeOffset At, string Sentence, IReadOnlyList<RevisionDifference> Differences);

/// <summary>One field of it, in the reader's words.</summary>
public sealed record RevisionDifference(string Field, string Before, string After);

/// <summary>Tells how an incident came to be what it is, a sentence for each revision.</summary>
public sealed class RevisionStory(IStringLocalizer<IncidentsText> text)
{
    /// <summary>What a change can change; status follows from the times.</summary>
    private static readonly string[] Fields = ["type", "affectedMw", "start", "end", "expectedEnd", "reason", "causeCode", "description"];

    /// <summary>The steps, the latest first.</summary>
    /// <param name="revisions">The oldest first.</param>
    /// <param name="market">Whose clock tells the times.</param>
    /// <param name="source">Name of the data set, for what was imported.</param>
    public IReadOnlyList<RevisionStep> Of(IReadOnlyList<IncidentRevisionItem> revisions, string? market, string? source)
    {
        MarketTime clock = MarketTime.Of(market);
        var steps = new List<RevisionStep>(revisions.Count);
        for (int i = 0; i < revisions.Count; i++)
        {
            IncidentRevisionItem now = revisions[i];
            JsonElement? before = i > 0 ? revisions[i - 1].Values : null;
            string[] told = before is null ? Fields : now.Action switch { "extended" => ["expectedEnd"], "finished" or "restored" => ["end"], _ => [] };
            steps.Add(new RevisionStep(now.At, Sentence(now, before, clock, source), before is { } old ? Differences(old, now.Values, told, clock) : []));
        }

        steps.Reverse();
        return steps;
    }

    private string Sentence(IncidentRevisionItem revision, JsonElement? before, MarketTime clock, string? source)
    {
        JsonElement values = revision.Values;
        string author = revision.Author ?? (revision.Action == "simulated" ? text["Story_Simulation"] : text["Story_Somebody"]);
        switch (revision.Action)
        {
            case "imported":
                return before is null ? text["Step_Imported", source ?? text["Story_File"]] : text["Step_Imported_Again", source ?? text["Story_File"]];
            case "extended" when Moment(values, "expectedEnd", clock) is { } to:
                return before is { } old && Moment(old, "expectedEnd", clock) is { } from ? text["Step_Extended_From", author, to, from] : text["Step_Extended", author, to];
            case "finished" when Moment(values, "end", clock) is { } end:
                return text["Step_Finished", author, end];
            case "restored" when Moment(values, "end", clock) is { } end:
                return text["Step_Restored", author, end];
            case "cancelled":
                return text["Step_Cancelled", author];
            case "reported" or "simulated" when before is null:
                string start = Moment(values, "start", clock) ?? "–";
                return Moment(values, "expectedEnd", clock) is { } until
                    ? text["Step_Reported_Until", author, Value(values, "affectedMw", clock), text.TypeName(Text(values, "type")), start, until]
                    : text["Step_Reported", author, Value(values, "affectedMw", clock), text.TypeName(Text(values, "type")), start];
            default:
                return text["Step_Changed", author];
        }
    }

    private List<RevisionDifference> Differences(JsonElement before, JsonElement after, string[] told, MarketTime clock)
    {
        var differences = new List<RevisionDifference>();
        foreach (string field in Fields.Except(told))
        {
            string was = Value(before, field, clock);
            string becomes = Value(after, field, clock);
            if (was != becomes)
                differences.Add(new RevisionDifference(text["Field_" + field], was, becomes));
        }

        return differences;
    }

    private string Value(JsonElement values, string field, MarketTime clock) => field switch
    {
        "affectedMw" => values.TryGetProperty(field, out JsonElement mw) && mw.ValueKind == JsonValueKind.Number ? Display.Megawatts(mw.GetDouble()) + " MW" : "–",
        "start" or "end" or "expectedEnd" => Moment(values, field, clock) ?? "–",
        "type" => text.TypeName(Text(values, field)),
        _ => Text(values, field) is { Length: > 0 } words ? words : "–",
    };

    private static string? Text(JsonElement values, string field) =>
        values.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Moment(JsonElement values, string field, MarketTime clock) =>
        values.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out DateTimeOffset at) ? clock.Brief(at) : null;
}
