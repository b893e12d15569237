using System.Text.Json;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace GridApp.Features.Market;

/// <summary>Settings of the markets over HTTP.</summary>
internal static class MarketSettingsEndpoints
{
    private const int LongestBody = 16 * 1024;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/market/settings", AllAsync).DescribeSettings();
        api.MapPut("/market/settings/{market}", ChangeAsync).WithMetadata(new RequestSizeLimitAttribute(LongestBody)).DescribeSettingsChange();
    }

    private static async Task<IResult> AllAsync(HttpContext context, MarketSettings settings, CancellationToken cancellation)
    {
        if (context.Request.Query.Keys.FirstOrDefault() is { } unknown)
            return new Unreadable($"There is no parameter '{unknown}' here.").ToProblem();
        var items = await settings.AllAsync(Actor.From(context.User), cancellation);
        return TypedResults.Ok(new MarketSettingsList(items, items.Count, null));
    }

    private static async Task<IResult> ChangeAsync(string market, HttpContext context, MarketSettings settings, CancellationToken cancellation)
    {
        if (context.Request.Query.Keys.FirstOrDefault() is { } unknown)
            return new Unreadable($"There is no parameter '{unknown}' here.").ToProblem();
        JsonDocument json;
        try
        {
            json = await JsonDocument.ParseAsync(context.Request.Body, new JsonDocumentOptions { AllowDuplicateProperties = false }, cancellation);
        }
        catch (JsonException broken)
        {
            return new Unreadable($"The body is not JSON: {broken.Message}").ToProblem();
        }

        using (json)
        {
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return new Unreadable("The body is a JSON object.").ToProblem();
            var fields = new JsonFields("");
            var item = new MarketSettingsItem(market, null, null, null, null, null);
            foreach (var property in json.RootElement.EnumerateObject())
            {
                switch (property.Name)
                {
                    case "market":
                        if (property.Value.ValueKind != JsonValueKind.String || property.Value.GetString() != market)
                            fields.Wrong("market", "This is the market of the address.");
                        break;
                    case "consumptionDelayHours": item = item with { ConsumptionDelayHours = fields.Number(property.Name, property.Value) }; break;
                    case "smfDelayHours": item = item with { SmfDelayHours = fields.Number(property.Name, property.Value) }; break;
                    case "settlementDelayHours": item = item with { SettlementDelayHours = fields.Number(property.Name, property.Value) }; break;
                    case "retentionDays": item = item with { RetentionDays = fields.Whole(property.Name, property.Value) }; break;
                    case "priceRetentionDays": item = item with { PriceRetentionDays = fields.Whole(property.Name, property.Value) }; break;
                    default: fields.Wrong(property.Name, "There is no such field."); break;
                }
            }

            if (fields.Failure is { } broken)
                return broken.ToProblem();
            var changed = await settings.ChangeAsync(item, Actor.From(context.User), cancellation);
            return changed.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(changed.Value);
        }
    }
}
