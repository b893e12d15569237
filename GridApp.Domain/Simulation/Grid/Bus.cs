namespace GridApp.Domain.Simulation.Grid;

/// <summary>A node of the network.</summary>
/// <param name="Id">The source's number, such as 101.</param>
/// <param name="LoadMw">Its load in the source's snapshot; its share of its area's sum is its share of the area's load at any time.</param>
/// <param name="Area">The area (region) whose load series it takes part in.</param>
public sealed record Bus(int Id, string Name, double BaseKv, double LoadMw, int Area, string Zone, double Latitude, double Longitude);
