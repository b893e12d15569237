using System.Data.Common;
using System.Globalization;
using GridApp.Components;
using GridApp.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Incidents;

public sealed partial class IncidentNeighbours : IDisposable
{
    private static readonly double[] Rings = [0.5, 1];

    private readonly CancellationTokenSource leaving = new();

    private IReadOnlyList<NearbyIncident>? near;
    private (int Id, long Version, NeighbourScope Scope) shown;
    private bool trouble;

    [Inject] private NearbyIncidents Neighbours { get; set; } = default!;

    [Inject] private IStringLocalizer<IncidentsText> Text { get; set; } = default!;

    [Inject] private IStringLocalizer<ComponentsText> Words { get; set; } = default!;

    [Parameter, EditorRequired] public IncidentItem Incident { get; set; } = default!;

    [Parameter, EditorRequired] public NeighbourScope Scope { get; set; }

    /// <summary>Changes when there is reason to look again.</summary>
    [Parameter, EditorRequired] public DateTimeOffset Now { get; set; }

    [Parameter, EditorRequired] public Actor Actor { get; set; } = default!;

    private bool HasPlace => Incident.Latitude is not null || Incident.LineId is not null;

    private (string Number, string Unit) Sum => Display.Power(near?.Sum(other => other.Incident.AffectedMw) ?? 0);

    private IEnumerable<(IncidentItem Item, string Transform)> Dots =>
        from other in near ?? []
        where Incident is { Latitude: not null, Longitude: not null } && other.Incident is { Latitude: not null, Longitude: not null }
        let angle = Bearing(Incident.Latitude!.Value, Incident.Longitude!.Value, other.Incident.Latitude!.Value, other.Incident.Longitude!.Value)
        let distance = 100 * Math.Min(other.DistanceKm / Scope.Km, 1)
        // The shape lies on a grid of 12 and is centred on its place.
        select (other.Incident, $"translate({N((distance * Math.Sin(angle)) - 6)} {N((-distance * Math.Cos(angle)) - 6)})");

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (shown == (Incident.Id, Now.UtcTicks, Scope) && !trouble)
            return;
        if (shown.Id != Incident.Id || shown.Scope != Scope)
            near = null;
        shown = (Incident.Id, Now.UtcTicks, Scope);
        await LoadAsync();
    }

    /// <summary>The direction in which one place lies from another, radians from north, clockwise.</summary>
    internal static double Bearing(double fromLatitude, double fromLongitude, double toLatitude, double toLongitude)
    {
        double from = double.DegreesToRadians(fromLatitude);
        double to = double.DegreesToRadians(toLatitude);
        double east = double.DegreesToRadians(toLongitude - fromLongitude);
        return Math.Atan2(Math.Sin(east) * Math.Cos(to), (Math.Cos(from) * Math.Sin(to)) - (Math.Sin(from) * Math.Cos(to) * Math.Cos(east)));
    }

    private static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    private static RenderFragment Word(double x, double y, string words) => builder =>
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", "km");
        builder.AddAttribute(2, "x", N(x));
        builder.AddAttribute(3, "y", N(y));
        builder.AddContent(4, words);
        builder.CloseElement();
    };

    private string NeighbourHref(int id) => Scope.Address(id);

    private async Task LoadAsync()
    {
        try
        {
            var found = await Neighbours.RunAsync(Incident.Id, Scope.Km, TimeSpan.FromHours(Scope.Hours), Actor, leaving.Token);
            near = found.Failure is null ? found.Value : [];
            trouble = false;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // the page is gone
        }
        catch (DbException)
        {
            trouble = true;
        }
    }
}
