using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Importing.Files;

namespace GridApp.Importing.Prices;

/// <summary>A table of New England's nodes without a header: name, latitude, longitude.</summary>
internal sealed class IsoNeNodes : PriceLayout
{
    private static readonly string[] Columns = ["node", "latitude", "longitude"];

    private readonly Market isone = Known("ISONE");

    public override string Format => "isone";

    public override string Words => "nodes of ISO New England's (name, latitude, longitude)";

    public override Market? Market => isone;

    public override bool HasPrices => false;

    public override bool HasNodes => true;

    public override bool Recognises(FileHead head) =>
        head.Rows.Count > 0 && head.Rows.All(row => row.Length == 3 && TypeOf(row[0], null) is not null && IsNumber(row[1]) && IsNumber(row[2]));

    public override void Read(LayoutFile file, PriceSheet sheet, CancellationToken cancellationToken)
    {
        using var table = file.OpenTable();
        var rows = new SheetRows(table, Columns, sheet);
        var vocabulary = new FieldVocabulary("nodes", [], new() { ["node"] = [], ["latitude"] = [], ["longitude"] = [] });
        var cells = new NodeCells(file, FieldColumns.Of(vocabulary, Columns, null, table.Delimiter), rows, sheet);
        var nodes = sheet.Of(isone).Nodes;
        while (rows.Next())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (rows.Code(0, out var code))
                cells.Say(nodes, nodes.Place(code), isRow: true, TypeOf(rows.Word(0)!, null));
        }
    }

    /// <summary>What the market's names and its word say of a place; null: no more than that it is a node.</summary>
    public static string? TypeOf(string name, string? word)
    {
        var type = word is null ? NodeTypes.Node : NodeTypes.FromSource(word);
        return type != NodeTypes.Node ? type
            : name.StartsWith("UN.", StringComparison.Ordinal) ? NodeTypes.Generator
            : name.StartsWith("LD.", StringComparison.Ordinal) || name.StartsWith("AR.", StringComparison.Ordinal) ? NodeTypes.Load
            : null;
    }

    private static bool IsNumber(string text) => Utf8Number.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out _);
}
