namespace GridApp.Hosting;

/// <summary>
/// How far the start has come. The process answers while it migrates and fills an empty database; <c>/health/ready</c> says what it
/// is at.
/// </summary>
public sealed class StartupState
{
    private volatile Stage stage = new("Starting.", IsDone: false, Refusal: null);

    /// <summary>A sentence on what is being done, or that all is done.</summary>
    public string Progress => stage.Progress;

    /// <summary>Whether migrations and sample data are in.</summary>
    public bool IsDone => stage.IsDone;

    /// <summary>Why the start was given up, or null.</summary>
    public StartRefusedException? Refusal => stage.Refusal;

    /// <summary>Says what is being done now.</summary>
    public void Report(string sentence) => stage = new(sentence, IsDone: false, Refusal: null);

    public void Done() => stage = new("Ready.", IsDone: true, Refusal: null);

    /// <summary>Gives the start up: the process prints the sentence and ends with an error.</summary>
    public void Refuse(StartRefusedException refusal) => stage = new(refusal.Message, IsDone: false, refusal);

    private sealed record Stage(string Progress, bool IsDone, StartRefusedException? Refusal);
}
