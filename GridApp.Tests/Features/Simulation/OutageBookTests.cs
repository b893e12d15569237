using GridApp.Domain.Simulation.Outages;
using GridApp.Features.Simulation;

namespace GridApp.Tests.Features.Simulation;

/// <summary>Incidents of one unit at the same time add up; those after each other do not.</summary>
public sealed class OutageBookTests
{
    private static readonly DateTimeOffset At = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void IncidentsAtTheSameTime_AddUp()
    {
        var book = new OutageBook([Stretch(1, 0, null, 100), Stretch(2, 1, null, 60)]);
        Assert.Equal(195, Assert.Single(book.During(At, At.AddMinutes(5))).AvailableMw);
        Assert.Equal(255, Assert.Single(book.At(At, At)).AvailableMw);
    }

    [Fact]
    public void APartialRestoration_DoesNotCountTwice()
    {
        var book = new OutageBook([Stretch(1, -60, 2, 300), Stretch(2, 2, null, 100)]);
        Assert.Equal(55, Assert.Single(book.During(At, At.AddMinutes(5))).AvailableMw);
        Assert.Equal(255, Assert.Single(book.At(At.AddMinutes(2), At)).AvailableMw);
    }

    [Fact]
    public void WhatEndedOrComesLater_IsNotThere()
    {
        var book = new OutageBook([Stretch(1, -60, 0, 300), Stretch(2, 5, null, 100)]);
        Assert.Empty(book.During(At, At.AddMinutes(5)));
    }

    private static OutageStretch Stretch(int id, int from, int? until, double mw) =>
        new(id, OutageSubject.Unit, "ONE", 355, At.AddMinutes(from), until is { } end ? At.AddMinutes(end) : null, null, mw);
}
