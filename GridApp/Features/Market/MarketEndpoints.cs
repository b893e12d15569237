using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Hosting;

namespace GridApp.Features.Market;

/// <summary>Prices, consumption and generation of the markets over HTTP.</summary>
internal static class MarketEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/market/prices", PricesAsync).DescribePrices();
        api.MapGet("/market/realtime", RealTimeAsync).DescribeRealTime();
        api.MapGet("/market/carbon", CarbonAsync).DescribeCarbon();
        api.MapGet("/consumption", ConsumptionAsync).DescribeConsumption();
        api.MapGet("/generation/fuels", FuelsAsync).DescribeFuels();
        api.MapGet("/generation/curtailment", CurtailmentAsync).DescribeCurtailment();
        api.MapGet("/plants/{id:int}/generation", PlantAsync).DescribePlant();
        GenerationEndpoint.Map(api);
        MarketSettingsEndpoints.Map(api);
    }

    private static async Task<IResult> PricesAsync(HttpContext context, MarketPrices prices, TimeProvider time, CancellationToken cancellation)
    {
        var asked = SeriesRequest.Of(context.Request, time.GetUtcNow(), needsMarket: true, "currency");
        if (asked.Failure is { } unreadable)
            return unreadable.ToProblem();
        var currency = context.Request.Query["currency"];
        if (currency.Count > 0 && (currency.Count > 1 || currency[0] is not { Length: 3 } code || !code.All(char.IsAsciiLetterUpper)))
            return new Invalid("currency", "A currency is three letters, such as TRY, USD or EUR.").ToProblem();

        var actor = Actor.From(context.User);
        var request = asked.Value;
        var market = request.Market!;
        return await AnswerAsync(
            request, time.GetUtcNow(), "prices-" + market.Code, $"market prices of {market.Name}", string.Create(CultureInfo.InvariantCulture, $"market={market.Code}{(currency.Count > 0 ? "&currency=" + currency : "")}"),
            (start, end) => prices.RunAsync(market, start, end, currency.Count > 0 ? currency[0] : null, actor, cancellation),
            series => $"ptf_{Column(series.Currency)},smf_{Column(series.Currency)},interim",
            series => series.Points.Select(point => (point.At, SeriesCells.Of(point.Ptf, point.Smf) + (point.Interim ? ",true" : ",false"))));
    }

    private static async Task<IResult> ConsumptionAsync(HttpContext context, Consumption consumption, TimeProvider time, CancellationToken cancellation)
    {
        var asked = SeriesRequest.Of(context.Request, time.GetUtcNow(), needsMarket: true);
        if (asked.Failure is { } unreadable)
            return unreadable.ToProblem();
        var actor = Actor.From(context.User);
        var request = asked.Value;
        var market = request.Market!;
        return await AnswerAsync(
            request, time.GetUtcNow(), "consumption-" + market.Code, $"consumption of {market.Name}", "market=" + market.Code,
            (start, end) => consumption.RunAsync(market, start, end, actor, cancellation),
            _ => "actual_mw,forecast_mw",
            series => series.Points.Select(point => (point.At, SeriesCells.Of(point.Actual, point.Forecast))));
    }

    private static async Task<IResult> RealTimeAsync(HttpContext context, SystemIntervals intervals, TimeProvider time, CancellationToken cancellation)
    {
        var asked = SeriesRequest.Of(context.Request, time.GetUtcNow(), needsMarket: true);
        if (asked.Failure is { } unreadable)
            return unreadable.ToProblem();
        var actor = Actor.From(context.User);
        var request = asked.Value;
        var market = request.Market!;
        return await AnswerAsync(
            request, time.GetUtcNow(), "real-time-" + market.Code, $"system prices of {market.Name}", "market=" + market.Code,
            (start, end) => intervals.PricesAsync(market, start, end, actor, cancellation),
            _ => $"real_time_{Column(market.Currency)},day_ahead_{Column(market.Currency)}",
            series => series.Points.Select(point => (point.At, SeriesCells.Of(point.RealTime, point.DayAhead))));
    }

    private static async Task<IResult> CarbonAsync(HttpContext context, SystemIntervals intervals, TimeProvider time, CancellationToken cancellation)
    {
        var asked = SeriesRequest.Of(context.Request, time.GetUtcNow(), needsMarket: true);
        if (asked.Failure is { } unreadable)
            return unreadable.ToProblem();
        var actor = Actor.From(context.User);
        var request = asked.Value;
        var market = request.Market!;
        return await AnswerAsync(
            request, time.GetUtcNow(), "carbon-" + market.Code, $"carbon intensity of {market.Name}", "market=" + market.Code,
            (start, end) => intervals.CarbonAsync(market, start, end, actor, cancellation),
            _ => "intensity_g_per_kwh,scheduled_g_per_kwh",
            series => series.Points.Select(point => (point.At, SeriesCells.Of(point.Intensity, point.Scheduled))));
    }

    private static async Task<IResult> FuelsAsync(HttpContext context, FuelGeneration generation, TimeProvider time, CancellationToken cancellation)
    {
        var asked = OfKind(context.Request, time.GetUtcNow());
        if (asked.Failure is { } unreadable)
            return unreadable.ToProblem();
        var (request, kind) = asked.Value;
        var (actor, market) = (Actor.From(context.User), request.Market!);
        return await AnswerAsync(
            request, time.GetUtcNow(), $"generation-by-fuel-{market.Code}-{kind}", $"generation by fuel of {market.Name}", $"market={market.Code}&kind={kind}",
            (start, end) => generation.RunAsync(market, kind, start, end, actor, cancellation),
            _ => "fuel,mw",
            series => series.Times.SelectMany((at, i) => series.Series.Where(column => column.Mw[i] is not null).Select(column => (at, column.Fuel + "," + SeriesCells.Of(column.Mw[i])))));
    }

    private static async Task<IResult> CurtailmentAsync(HttpContext context, Curtailment curtailment, TimeProvider time, CancellationToken cancellation)
    {
        var asked = OfKind(context.Request, time.GetUtcNow());
        if (asked.Failure is { } unreadable)
            return unreadable.ToProblem();
        var (request, kind) = asked.Value;
        var (actor, market) = (Actor.From(context.User), request.Market!);
        return await AnswerAsync(
            request, time.GetUtcNow(), $"curtailment-{market.Code}-{kind}", $"curtailment of {market.Name}", $"market={market.Code}&kind={kind}",
            (start, end) => curtailment.RunAsync(market, kind, start, end, actor, cancellation),
            _ => "curtailed_mw,wind_mw,solar_mw,hydro_mw,available_mw",
            series => series.Points.Select(point => (point.At, SeriesCells.Of(point.Curtailed, point.Wind, point.Solar, point.Hydro, point.Available))));
    }

    /// <summary>What is asked of a market's series that there is in real time and day ahead.</summary>
    private static Outcome<(SeriesRequest Request, string Kind)> OfKind(HttpRequest asking, DateTimeOffset now)
    {
        var asked = SeriesRequest.Of(asking, now, needsMarket: true, "kind");
        if (asked.Failure is { } unreadable)
            return unreadable;
        if (KindOf(asking) is not { } kind)
            return UnknownKind;
        return (asked.Value, kind);
    }

    private static async Task<IResult> PlantAsync(int id, HttpContext context, PlantGeneration generation, TimeProvider time, CancellationToken cancellation)
    {
        var asked = SeriesRequest.Of(context.Request, time.GetUtcNow(), needsMarket: false);
        if (asked.Failure is { } unreadable)
            return unreadable.ToProblem();
        var actor = Actor.From(context.User);
        var request = asked.Value;
        return await AnswerAsync(
            request, time.GetUtcNow(), FormattableString.Invariant($"generation-plant-{id}"), FormattableString.Invariant($"generation of plant {id}"), FormattableString.Invariant($"plantId={id}"),
            (start, end) => generation.RunAsync(id, start, end, actor, cancellation),
            _ => "planned_mw,actual_mw,settlement_mw",
            series => (series.Points ?? []).Select(point => (point.At, SeriesCells.Of(point.Planned, point.Actual, point.Settlement))));
    }

    /// <summary>JSON of the whole span, or CSV piece by piece.</summary>
    internal static async Task<IResult> AnswerAsync<T>(
        SeriesRequest request, DateTimeOffset now, string name, string title, string filter, Func<DateTimeOffset, DateTimeOffset, Task<Outcome<T>>> read,
        Func<T, string> header, Func<T, IEnumerable<(DateTime At, string Cells)>> rows)
        where T : SeriesHead
    {
        if (request.IsCsv)
            return new SeriesCsv<T>(name, title, request, now, filter, read, header, rows);
        var series = await read(request.Start, request.End);
        return series.Failure is { } failure ? failure.ToProblem() : new SeriesJson<T>(series.Value);
    }

    private static Invalid UnknownKind { get; } = new("kind", "The kind is DAM (scheduled the day before) or RTM (as it came).");

    /// <summary>As it came without one; null for what is neither.</summary>
    private static string? KindOf(HttpRequest request) => request.Query["kind"] switch
    {
        [] => "RTM",
        ["DAM"] => "DAM",
        ["RTM"] => "RTM",
        _ => null,
    };

    private static string Column(string currency) => currency.ToLowerInvariant() + "_per_mwh";
}
