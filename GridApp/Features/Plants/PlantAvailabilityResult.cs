using GridApp.Domain.Plants;
using Microsoft.Net.Http.Headers;

namespace GridApp.Features.Plants;

/// <summary>What is out at a moment, short enough to be asked for after every change.</summary>
/// <param name="Version">Of the plants.</param>
/// <param name="Plants">Those of which something is out, by id.</param>
internal sealed record PlantAvailabilityAnswer(long Version, IReadOnlyList<PlantAvailabilityItem> Plants);

/// <summary>A plant of which something is out.</summary>
/// <param name="Id">Which.</param>
/// <param name="Status">Status code.</param>
/// <param name="AvailableMw">MW that are left.</param>
internal sealed record PlantAvailabilityItem(int Id, string Status, double AvailableMw);

internal static class PlantAvailabilityResult
{
    /// <summary>The answer of a snapshot; 304 when the client has it.</summary>
    public static IResult Of(HttpContext context, PlantSnapshot snapshot)
    {
        var tag = new EntityTagHeaderValue(FormattableString.Invariant($"\"{snapshot.Version}-{snapshot.Out.Mark}\""), isWeak: true);
        context.Response.Headers.ETag = tag.ToString();
        context.Response.Headers.CacheControl = "private, no-cache";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var plants = new PlantAvailabilityItem[snapshot.Out.Plants.Length];
        for (int i = 0; i < plants.Length; i++)
        {
            PlantOut plant = snapshot.Out.Plants[i];
            plants[i] = new PlantAvailabilityItem(plant.PlantId, plant.Availability.Status.Code(), plant.Availability.AvailableMw);
        }

        return TypedResults.Ok(new PlantAvailabilityAnswer(snapshot.Version, plants));
    }
}
