using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Incidents;

namespace GridApp.Features.Incidents;

/// <summary>The rule between incidents: what is out at one instant fits into the capacity of the plant and of each unit, or of the line.</summary>
internal static class RoomRule
{
    /// <summary>Null when the stretch fits beside everything else; otherwise how many MW are left, and from when.</summary>
    /// <param name="session">A session that holds the subject's lock.</param>
    /// <param name="like">Whose plant, unit and line.</param>
    /// <param name="wanted">The stretch and its MW.</param>
    /// <param name="exceptIncidentId">The incident that is being changed.</param>
    /// <param name="now">Now.</param>
    public static async Task<Failure?> CheckAsync(GridSession session, IncidentDraft like, Occupation wanted, int? exceptIncidentId, DateTimeOffset now, CancellationToken ct)
    {
        Outcome<IncidentRoom> room = await RoomForIncident.InAsync(session, like.PlantId, like.UnitId, like.LineId, wanted.Start, wanted.End, exceptIncidentId, now, ct);
        if (room.Failure is { } failure)
            return failure;
        return wanted.Mw > room.Value.LeftMw + CapacityLeft.Dust
            ? new Invalid("affectedMw", FormattableString.Invariant(
                $"Only {room.Value.LeftMw:0.###} of {room.Value.CapacityMw:0.###} MW are left from {room.Value.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}: the rest is out already."))
            : null;
    }
}
