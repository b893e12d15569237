namespace GridApp.Importing.Geography;

/// <summary>What is done to staged shapes before they meet the catalogue, zones and lines alike.</summary>
internal static class GeographySql
{
    /// <summary>Functions of shapes are called costly, and compiling a statement of a few hundred rows would cost more than it runs.</summary>
    public const string NoCompiling = "select set_config('jit', 'off', true)";

    /// <summary>Rings that run the other way than RFC 7946 asks (outer ones counterclockwise).</summary>
    public const string CountTurned = "select count(*) from staged where st_dimension(geom) = 2 and not st_ispolygonccw(geom)";

    /// <summary>Polygons that cross or touch themselves become the area that they enclose.</summary>
    public const string Mend = "update staged set geom = st_collectionextract(st_makevalid(geom, 'method=structure keepcollapsed=false'), 3) where st_dimension(geom) = 2 and not st_isvalid(geom)";

    /// <summary>What encloses nothing.</summary>
    public const string DropEmpty = """delete from staged where st_isempty(geom) returning "row", code""";

    /// <summary>What goes on beyond the date line is cut there and put back.</summary>
    public const string Wrap = "update staged set geom = st_wrapx(st_wrapx(geom, 180, -360), -180, 360) where wraps";
}
