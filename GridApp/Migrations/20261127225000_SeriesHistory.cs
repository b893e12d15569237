using GridApp.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GridApp.Migrations;

/// <summary>Values that were corrected, the simulated market's consumption by intervals, and what incidents did to it over time. EF Core's model knows none of it.</summary>
[DbContext(typeof(GridDbContext))]
[Migration("20261127225000_SeriesHistory")]
public sealed class SeriesHistory : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("SeriesHistory.sql"));

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("GridApp only migrates forward: restore a backup to go back.");
}
