using System.Globalization;
using GridApp.Components;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Markets;
using GridApp.Domain.Plants;
using GridApp.Hosting;

namespace GridApp.Features.Market;

/// <summary><c>GET /generation</c>: the plants whose generation the caller may see.</summary>
internal static class GenerationEndpoint
{
    private static readonly string[] Parameters = ["plantId", "organizationId", "market", "fuel", "by", "simulated"];

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/generation", RunAsync).DescribeGeneration();

    private static async Task<IResult> RunAsync(HttpContext context, Generation generation, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var asked = SeriesRequest.Of(context.Request, now, needsMarket: false, Parameters);
        if (asked.Failure is { } unreadable)
            return unreadable.ToProblem();
        var question = QuestionOf(context.Request, asked.Value);
        if (question.Failure is { } fault)
            return fault.ToProblem();

        var actor = Actor.From(context.User);
        var whole = question.Value;
        if (asked.Value.IsCsv)
        {
            // Decided once: pieces of one file are all of the same sort.
            whole = whole with { Simulated = await generation.IsSimulatedAsync(whole, actor, cancellation) };
        }

        return await MarketEndpoints.AnswerAsync(
            asked.Value, now, "generation", "generation", Filter(whole),
            (start, end) => generation.RunAsync(whole with { Start = start, End = end }, actor, cancellation),
            _ => (whole.By == GenerationGrouping.Total ? "" : $"{(whole.By == GenerationGrouping.Plant ? "plant_id" : whole.By == GenerationGrouping.Fuel ? "fuel" : "organization_id")},name,")
                + "planned_mw,actual_mw,settlement_mw",
            series => whole.By == GenerationGrouping.Total
                ? series.Points.Select(point => (point.At, Cells(point)))
                : series.Groups.SelectMany(group => group.Points.Select(point => (point.At, $"{CsvCell.Text(group.Key)},{CsvCell.Text(group.Name)},{Cells(point)}"))));
    }

    private static string Cells(GenerationPoint point) => SeriesCells.Of(point.Planned, point.Actual, point.Settlement);

    private static Outcome<GenerationQuestion> QuestionOf(HttpRequest request, SeriesRequest asked)
    {
        var question = new GenerationQuestion(asked.Start, asked.End);
        var plants = new List<int>();
        foreach (var text in request.Query["plantId"])
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                return new Unreadable("'plantId' is the number of a plant.");
            plants.Add(id);
        }

        if (!SeriesRequest.Number(request, "organizationId", out var organization))
            return new Unreadable("'organizationId' is the number of an organization.");
        var markets = request.Query["market"].Select(code => code ?? "").ToList();
        if (markets.Find(code => MarketCatalogue.Find(code) is null) is { } unknown)
            return new Invalid("market", $"'{unknown}' is not known; /api/v1/markets lists the markets.");
        var fuels = request.Query["fuel"].Select(code => code ?? "").ToList();
        if (fuels.Find(code => FuelWords.Parse(code) is null) is { } strange)
            return new Invalid("fuel", $"'{strange}' is not known; it is one of {string.Join(", ", Enum.GetValues<Fuel>().Select(fuel => fuel.Code()))}.");
        if (request.Query["simulated"] is { Count: > 0 } simulated && simulated is not ["true" or "false"])
            return new Unreadable("'simulated' is true or false.");
        GenerationGrouping? by = request.Query["by"] switch
        {
            [] or ["total"] => GenerationGrouping.Total,
            ["plant"] => GenerationGrouping.Plant,
            ["fuel"] => GenerationGrouping.Fuel,
            ["organization"] => GenerationGrouping.Organization,
            _ => null,
        };
        if (by is not { } grouping)
            return new Invalid("by", "It is one of total, plant, fuel, organization.");
        return question with
        {
            PlantIds = plants, OrganizationId = organization, Markets = markets, Fuels = fuels, By = grouping,
            Simulated = request.Query["simulated"] is [{ } flag] ? flag == "true" : null,
        };
    }

    private static string Filter(GenerationQuestion question) => string.Join('&', (string[])
    [
        .. question.PlantIds.Select(id => FormattableString.Invariant($"plantId={id}")),
        .. question.OrganizationId is { } organization ? (string[])[FormattableString.Invariant($"organizationId={organization}")] : [],
        .. question.Markets.Select(market => "market=" + market),
        .. question.Fuels.Select(fuel => "fuel=" + fuel),
        "by=" + question.By.ToString().ToLowerInvariant(),
        "simulated=" + (question.Simulated is true ? "true" : "false"),
    ]);
}
