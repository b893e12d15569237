using System.Data.Common;
using System.Globalization;
using GridApp.Data;
using GridApp.Importing;
using GridApp.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Imports;

public sealed partial class ImportsPage : IDisposable
{
    private const int RowsAPage = 50;

    private static readonly string[] Statuses = ["queued", "running", "completed", "failed", "undone"];

    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<ImportLine>? lines;
    private bool more;
    private string? dataset;
    private string? status;
    private int? before;
    private Actor? actor;
    private bool trouble;
    private IDisposable? watching;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject] private ListImports Imports { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private ILiveBus Live { get; set; } = default!;

    [Inject] private IStringLocalizer<ImportsText> Text { get; set; } = default!;

    private bool IsFiltered => dataset is not null || status is not null || before is not null;

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        watching?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        actor = Actor.From((await Authentication).User);
        watching = Live.Subscribe([LiveTopic.Imports], _ => InvokeAsync(LoadAsync));
        await LoadAsync();
    }

    internal static string Href(int id) => string.Create(CultureInfo.InvariantCulture, $"imports/{id}");

    private static string Address(string? dataset, string? status, int? before)
    {
        List<string> parts = [];
        if (!string.IsNullOrEmpty(dataset))
            parts.Add("dataset=" + dataset);
        if (!string.IsNullOrEmpty(status))
            parts.Add("status=" + status);
        if (before is { } cursor)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"before={cursor}"));
        return parts.Count > 0 ? "imports?" + string.Join('&', parts) : "imports";
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        if (Navigation.ToAbsoluteUri(change.Location).AbsolutePath.EndsWith("/imports", StringComparison.OrdinalIgnoreCase))
            _ = InvokeAsync(LoadAsync);
    }

    private void Go(string? ofDataset, string? inStatus) => Navigation.NavigateTo(Address(ofDataset, inStatus, null));

    private async Task LoadAsync()
    {
        var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        dataset = ImportVocabulary.Datasets.FirstOrDefault(one => one == query.GetValueOrDefault("dataset"));
        status = Statuses.FirstOrDefault(one => one == query.GetValueOrDefault("status"));
        before = int.TryParse(query.GetValueOrDefault("before").ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var cursor) ? cursor : null;
        try
        {
            (lines, more) = await Imports.RunAsync(actor!, dataset, status, before, RowsAPage, leaving.Token);
            trouble = false;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return;
        }
        catch (DbException)
        {
            trouble = true;
        }

        StateHasChanged();
    }
}
