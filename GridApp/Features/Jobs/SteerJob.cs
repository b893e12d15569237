using GridApp.Data;
using GridApp.Domain;

namespace GridApp.Features.Jobs;

/// <summary>What a super admin does with a job.</summary>
public sealed class SteerJob(JobScheduler scheduler)
{
    /// <summary>Runs it now, or as soon as the run that lasts has ended. <see cref="Forbidden"/> or <see cref="NotFound"/>.</summary>
    public async Task<Outcome<string>> RunAsync(string name, Actor actor, CancellationToken ct) =>
        !actor.SeesAll ? MayNot : await scheduler.TriggerAsync(name, actor.UserId, ct) ? name : NotThere(name);

    /// <summary>Lets its times pass, or heeds them again. <see cref="Forbidden"/> or <see cref="NotFound"/>.</summary>
    public async Task<Outcome<string>> PauseAsync(string name, bool pause, Actor actor, CancellationToken ct) =>
        !actor.SeesAll ? MayNot : await scheduler.PauseAsync(name, pause, ct) ? name : NotThere(name);

    private static Forbidden MayNot => new("Only super admins steer jobs.");

    private static NotFound NotThere(string name) => new($"There is no job '{name}' that this could be done with.");
}
