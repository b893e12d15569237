using GridApp.Domain.Incidents;
using GridApp.Domain.Plants;
using GridApp.Features.Plants;

namespace GridApp.Tests.Data;

/// <summary>The database derives statuses for everybody; the rule is the domain's. Here the two are held together.</summary>
public sealed class PlantAvailabilityTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly string[] Types = ["forced", "planned", "maintenance", "derate"];

    private readonly DateTimeOffset now = new(DateTimeOffset.UtcNow.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    private async Task<int> PlantAsync(double capacityMw) => await database.AsOwnerAsync<int>(FormattableString.Invariant(
        $"insert into plants (code, name, fuel, source_fuel, capacity_mw, market_approximate, simulated, is_yekdem, is_res) values ('{Guid.NewGuid():N}', 'Parity', 'gas', '', {capacityMw}, false, false, false, false) returning id"));

    private async Task<PlantsOut> OutAsync(DateTimeOffset at) => await new PlantRows(database.Database).OutAsync(at, default);

    [Fact]
    public async Task Function_RandomIncidents_SaysWhatTheDomainSays()
    {
#pragma warning disable CA5394 // Made-up incidents, the same at every run.
        var random = new Random(20261121);
        var plants = new Dictionary<int, (double CapacityMw, List<(IncidentType Type, DateTimeOffset Start, DateTimeOffset? End, DateTimeOffset? Expected, double Mw)> Outages)>();
        for (int i = 0; i < 25; i++)
        {
            double capacity = i % 8 == 0 ? 0 : random.Next(1, 60) / 10.0;
            int plant = await PlantAsync(capacity);
            var outages = new List<(IncidentType, DateTimeOffset, DateTimeOffset?, DateTimeOffset?, double)>();
            for (int k = random.Next(0, 7); k > 0; k--)
            {
                // Edges fall on each other often, sums reach the capacity exactly, and imports exceed it.
                DateTimeOffset start = now.AddHours(random.Next(-6, 6));
                DateTimeOffset? end = random.Next(2) == 0 ? start.AddHours(random.Next(1, 6)) : null;
                DateTimeOffset? expected = random.Next(2) == 0 ? start.AddHours(random.Next(1, 8)) : null;
                double mw = random.Next(4) == 0 ? capacity : random.Next(0, 30) / 10.0;
                string type = Types[random.Next(Types.Length)];
                outages.Add((IncidentTypeCodes.Parse(type)!.Value, start, end, expected, mw));
                await database.OutAsync(plant, type, mw, start, end, expected);
            }

            plants[plant] = (capacity, outages);
        }

        foreach (DateTimeOffset at in Enumerable.Range(-26, 56).Select(half => now.AddMinutes(30 * half)))
        {
            var answers = (await OutAsync(at)).Plants.ToArray().ToDictionary(plant => plant.PlantId, plant => plant.Availability);
            foreach ((int plant, (double capacity, var outages)) in plants)
            {
                Reduction[] reductions =
                [
                    .. outages.Where(outage => Occupation.Of(outage.Start, outage.End, outage.Expected, outage.Mw, DateTimeOffset.UtcNow).Covers(at)).Select(outage => new Reduction(outage.Type, outage.Mw)),
                ];
                Availability expected = Availability.Of(capacity, reductions);
                Availability derived = answers.GetValueOrDefault(plant, new Availability(PlantStatus.Available, capacity));
                Assert.True(expected.Status == derived.Status && Math.Abs(expected.AvailableMw - derived.AvailableMw) < 1e-9, $"Plant of {capacity} MW at {at:O}: {expected} in the domain, {derived} in the database under {string.Join(", ", outages)}");
            }
        }
#pragma warning restore CA5394
    }

    [Fact]
    public async Task Changes_AreAnnouncedForEveryEdge_AndNothingChangesBetween()
    {
        int plant = await PlantAsync(100);
        await database.OutAsync(plant, "planned", 100, now.AddYears(3), now.AddYears(3).AddHours(2));
        await database.OutAsync(plant, "derate", 10, now.AddYears(3).AddHours(1), null, now.AddYears(3).AddHours(3));
        DateTimeOffset at = now.AddYears(3).AddHours(-1);
        var seen = new List<(DateTimeOffset At, PlantStatus? Status)>();
        for (int i = 0; i < 5; i++)
        {
            PlantsOut read = await OutAsync(at);
            seen.Add((at, Status(read)));
            if (read.Until is not { } until)
                break;
            Assert.Equal(Status(read), Status(await OutAsync(until.AddMilliseconds(-1))));
            at = until;
        }

        (int Hour, PlantStatus? Status)[] expected =
            [(-1, null), (0, PlantStatus.PlannedMaintenance), (1, PlantStatus.PlannedMaintenance), (2, PlantStatus.Derated), (3, null)];
        Assert.Equal(expected, seen.Select(one => ((int)Math.Round((one.At - now.AddYears(3)).TotalHours), one.Status)).ToArray());

        PlantStatus? Status(PlantsOut read) => read.Plants.ToArray().Where(one => one.PlantId == plant).Select(one => (PlantStatus?)one.Availability.Status).SingleOrDefault();
    }
}
