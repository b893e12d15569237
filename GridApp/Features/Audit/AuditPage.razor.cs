using System.Data.Common;
using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Audit;

public sealed partial class AuditPage : IDisposable
{
    private const int RowsAPage = 50;

    private readonly CancellationTokenSource leaving = new();
    private AuditFilter filter = AuditFilter.All;
    private string? cursor;
    private AuditPageAnswer? page;
    private IReadOnlyList<string> kinds = [];
    private Actor? actor;
    private string? failure;
    private bool trouble;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject] private ReadAudit Audit { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IStringLocalizer<AuditText> Text { get; set; } = default!;

    /// <summary>The kinds of action, and whatever finer one the address asks for.</summary>
    private IEnumerable<string> Choices => filter.Action is { } asked && !kinds.Contains(asked) ? kinds.Append(asked) : kinds;

    private string CsvAddress => $"api/v1/audit?format=csv&{AuditQueryString.Of(filter)}".TrimEnd('&');

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        actor = Actor.From((await Authentication).User);
        await LoadAsync();
    }

    internal static string Address(AuditFilter filter, string? cursor)
    {
        var query = AuditQueryString.Of(filter);
        if (cursor is not null)
            query += (query.Length > 0 ? "&" : "") + "cursor=" + cursor;
        return query.Length > 0 ? "audit?" + query : "audit";
    }

    private static string? Typed(ChangeEventArgs change) => change.Value is string { Length: > 0 } text && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private static string? Day(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Midnight(ChangeEventArgs change, int days) =>
        DateOnly.TryParseExact(change.Value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.AddDays(days).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
            : null;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        if (Navigation.ToAbsoluteUri(change.Location).AbsolutePath.EndsWith("/audit", StringComparison.OrdinalIgnoreCase))
            _ = InvokeAsync(LoadAsync);
    }

    private void Filter(AuditFilter next) => Navigation.NavigateTo(Address(next, null));

    private string Words(string prefix, string code) => AuditWords.Of(Text, prefix, code);

    private string OrganizationName(int id) =>
        page?.Items.FirstOrDefault(entry => entry.OrganizationId == id)?.Organization ?? Text["Filter_Organization", id];

    private async Task LoadAsync()
    {
        var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        var asked = AuditQueryString.Parse(query);
        failure = asked.Failure is Invalid invalid ? string.Join(" ", invalid.Errors.Values.SelectMany(sentences => sentences)) : asked.Failure?.Sentence;
        filter = asked.Failure is null ? asked.Value : AuditFilter.All;
        long? before = long.TryParse(query.GetValueOrDefault("cursor").ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        cursor = before?.ToString(CultureInfo.InvariantCulture);
        try
        {
            kinds = await Audit.KindsAsync(actor!, leaving.Token);
            page = await Audit.PageAsync(actor!, filter, RowsAPage, before, leaving.Token);
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
