namespace GridApp.Features.Market;

/// <summary>A value that was known differently before: what a correction replaced stays, with the time until which it stood.</summary>
/// <param name="At">Start of the interval, UTC.</param>
/// <param name="Value">Which one: <c>ptf</c> or <c>smf</c>, <c>actual</c> or <c>forecast</c>.</param>
/// <param name="Before">What it was.</param>
/// <param name="After">What it became; null where it was taken back.</param>
/// <param name="KnownUntil">When it was replaced, UTC.</param>
public sealed record SeriesCorrection(DateTime At, string Value, double Before, double? After, DateTime KnownUntil);
