namespace GridApp.Features.Replay;

/// <summary>Marks the texts of the replay: ReplayText.resx and ReplayText.tr.resx. Those that begin with Js_ are said by the script.</summary>
public sealed class ReplayText;
