using GridApp.Domain.Markets;

namespace GridApp.Importing.Prices;

/// <summary>A table of nodes of the Western interconnection, as its price map has them: area, latitude, longitude, node_id, node_type. It names areas and no market.</summary>
internal sealed class CaisoNodes : PriceLayout
{
    private readonly Market caiso = Known("CAISO");

    public override string Format => "caiso";

    public override string Words => "nodes of CAISO's (area, latitude, longitude, node_id, node_type)";

    public override Market? Market => caiso;

    public override bool HasPrices => false;

    public override bool HasNodes => true;

    public override bool Recognises(FileHead head) => head.Header.Count == 5 && head.HasColumns("area", "latitude", "longitude", "node_id", "node_type");

    public override void Read(LayoutFile file, PriceSheet sheet, CancellationToken cancellationToken) =>
        CsvNodes.ReadTable(file with { Import = file.Import with { Market = caiso } }, sheet, cancellationToken);
}
