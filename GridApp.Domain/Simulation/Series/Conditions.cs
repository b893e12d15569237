namespace GridApp.Domain.Simulation.Series;

/// <summary>What the world is like in an interval: the load to serve and the energy that is given.</summary>
/// <param name="LoadMw">By bus.</param>
/// <param name="GivenMw">By unit: wind, sun and water before incidents; heat for a concentrating solar unit; 0 for the others.</param>
public sealed record Conditions(double[] LoadMw, double[] GivenMw);
