using Npgsql;

namespace GridApp.Features.Prices;

/// <summary>What a frame says of itself, its values apart.</summary>
/// <param name="ListId">Its list of nodes.</param>
/// <param name="Packing">0: bare float32; 1: packed values.</param>
/// <param name="OrganizationId">Whose it is; null: the market's.</param>
/// <param name="KnownFrom">When it was written.</param>
/// <param name="Mark">Changes whenever the row does.</param>
internal sealed record FrameHead(string Market, DateTime At, short Minutes, int ListId, short Packing, int? OrganizationId, DateTime KnownFrom, uint Mark)
{
    /// <summary>The columns that <see cref="Read"/> expects, in its order, of an alias.</summary>
    public const string Columns = "f.market, f.at, f.minutes, f.node_list_id, f.packing, f.organization_id, f.known_from, f.xmin as mark";

    /// <summary>How many they are.</summary>
    public const int ColumnCount = 8;

    public DateTime End => At.AddMinutes(Minutes);

    public static FrameHead Read(NpgsqlDataReader row) => new(
        MarketWord(row.GetString(0)), row.GetDateTime(1), row.GetInt16(2), row.GetInt32(3), row.GetInt16(4), row.Whole(5), row.GetDateTime(6), row.GetFieldValue<uint>(7));

    /// <summary>For a tag: where and which version.</summary>
    public string Version => FormattableString.Invariant($"{Market}/{At.Ticks}/{OrganizationId}/{KnownFrom.Ticks}/{Mark};");

    private static string MarketWord(string code) => Domain.Markets.MarketCatalogue.Find(code)?.Code ?? code;
}
