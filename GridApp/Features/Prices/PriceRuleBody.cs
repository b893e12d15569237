using System.Globalization;
using System.Text.Json;
using GridApp.Domain;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Hosting;

namespace GridApp.Features.Prices;

/// <summary>A rule as somebody sends it; what is not said has its usual value.</summary>
public sealed record PriceRuleBody
{
    private const int LongestName = 120;
    private const double LargestPrice = 1_000_000;
    private const int LeastDays = SpikeRule.LeastHistory;
    private const int MostDays = 60;
    private const int LongestQuiet = 7 * 24 * 60;

    public string? Name { get; init; }

    public string? Market { get; init; }

    public string? Kind { get; init; }

    public string? Component { get; init; } = "total";

    public int? NodeId { get; init; }

    public string? Test { get; init; }

    public double? Threshold { get; init; }

    public int? Days { get; init; }

    public int? QuietMinutes { get; init; } = 60;

    public bool Enabled { get; init; } = true;

    public static async Task<Outcome<PriceRuleBody>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        JsonDocument json;
        try
        {
            json = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { AllowDuplicateProperties = false }, cancellation);
        }
        catch (JsonException broken)
        {
            return new Unreadable($"The body is not JSON: {broken.Message}");
        }

        using (json)
        {
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return new Unreadable("The body is a JSON object.");
            var fields = new JsonFields("");
            var body = new PriceRuleBody();
            foreach (var property in json.RootElement.EnumerateObject())
            {
                var (name, value) = (property.Name, property.Value);
                switch (name)
                {
                    case "name": body = body with { Name = fields.Text(name, value) }; break;
                    case "market": body = body with { Market = fields.Text(name, value) }; break;
                    case "kind": body = body with { Kind = fields.Text(name, value) }; break;
                    case "component": body = body with { Component = fields.Text(name, value) }; break;
                    case "nodeId": body = body with { NodeId = fields.Whole(name, value) }; break;
                    case "test": body = body with { Test = fields.Text(name, value) }; break;
                    case "threshold": body = body with { Threshold = fields.Number(name, value) }; break;
                    case "days": body = body with { Days = fields.Whole(name, value) }; break;
                    case "quietMinutes": body = body with { QuietMinutes = fields.Whole(name, value) }; break;
                    case "enabled": body = body with { Enabled = fields.Flag(name, value) }; break;
                    default: fields.Wrong(name, "There is no such field."); break;
                }
            }

            return fields.Failure is { } broken ? broken : body;
        }
    }

    /// <summary>What is wrong with it, by field; null: nothing.</summary>
    internal Invalid? Check(NodeSnapshot nodes)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (Name?.Trim() is not { Length: > 0 and <= LongestName } name || name.Any(char.IsControl))
            errors["name"] = [string.Create(CultureInfo.InvariantCulture, $"A name of 1 to {LongestName} characters.")];
        var market = MarketCatalogue.Find(Market);
        if (market is null)
            errors["market"] = ["Name a market; /api/v1/markets lists them."];
        if (Kind is null || !PriceKinds.All.Contains(Kind))
            errors["kind"] = [$"The kind is one of {string.Join(", ", PriceKinds.All)}."];
        if (!PriceComponents.TryParse(Component, out _))
            errors["component"] = ["The component is total, energy, congestion, loss or ghg."];
        if (NodeId is { } node && market is not null && nodes.Find(node)?.Market != market.Code)
            errors["nodeId"] = ["The market has no such node; /api/v1/prices/nodes lists them. Without one, all are looked at."];
        var known = SpikeRule.TryParse(Test, out var test);
        if (!known)
            errors["test"] = [$"The test is one of {string.Join(", ", SpikeRule.AllTests)}."];
        if (Threshold is not { } threshold)
            errors["threshold"] = ["A number: a price, or for unusual how many standard deviations."];
        else if (known && test == SpikeTest.Unusual && threshold is < 1 or > 100)
            errors["threshold"] = ["1 to 100 standard deviations."];
        else if (Math.Abs(threshold) > LargestPrice)
            errors["threshold"] = ["A price between -1,000,000 and 1,000,000."];
        if (known && test == SpikeTest.Unusual ? Days is not (>= LeastDays and <= MostDays) : known && Days is not null)
            errors["days"] = [test == SpikeTest.Unusual ? string.Create(CultureInfo.InvariantCulture, $"{LeastDays} to {MostDays} days to compare with.") : "Only unusual prices are compared with earlier days."];
        if (QuietMinutes is not (>= 0 and <= LongestQuiet))
            errors["quietMinutes"] = [string.Create(CultureInfo.InvariantCulture, $"0 to {LongestQuiet} minutes.")];
        return errors.Count > 0 ? new Invalid(errors) : null;
    }
}
