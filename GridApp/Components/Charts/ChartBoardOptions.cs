using System.Text.Json;
using System.Text.Json.Serialization;

namespace GridApp.Components.Charts;

/// <summary>What the script of a board gets (board.js).</summary>
internal sealed record ChartBoardOptions
{
    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public required string Source { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    public required string Title { get; init; }

    public required string File { get; init; }

    public required string Group { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Locale { get; init; }

    public required bool Tables { get; init; }

    /// <summary>Words that charts say by themselves.</summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    /// <summary>Names of fuels by code.</summary>
    public required IReadOnlyDictionary<string, string> Fuels { get; init; }

    /// <summary>Heads of the table of groups, and the word for simulated.</summary>
    public required IReadOnlyDictionary<string, string> Columns { get; init; }

    public required IReadOnlyList<ChartSpec> Charts { get; init; }

    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, Written);
}
