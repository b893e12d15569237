using GridApp.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GridApp.Migrations;

/// <summary>What is out, summed by hours, so that a timeline adds hours and not incidents. Nothing of the application names the table: EF Core's model does not know it.</summary>
[DbContext(typeof(GridDbContext))]
[Migration("20261121122000_IncidentHours")]
public sealed class IncidentHours : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("IncidentHours.sql"));

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("GridApp only migrates forward: restore a backup to go back.");
}
