using System.Globalization;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Features.Plants;
using Microsoft.AspNetCore.WebUtilities;

namespace GridApp.Features.Prices;

/// <summary>What the list of nodes shows; the page's address is its only home, so that reload, back and a shared link show the same.</summary>
public sealed record PriceListState
{
    public const string Page = "prices";

    /// <summary>The market; null: the simulated one, or the first that has prices.</summary>
    public Domain.Markets.Market? Market { get; init; }

    /// <summary>The kind of price; null: the one nearest to now that the market has.</summary>
    public string? Kind { get; init; }

    /// <summary>The moment, UTC; null: the newest interval, and whatever comes after it.</summary>
    public DateTime? At { get; init; }

    /// <summary>Part of a code or a name.</summary>
    public string? Text { get; init; }

    /// <summary>Only nodes of this type.</summary>
    public string? Type { get; init; }

    public NodeSort Sort { get; init; } = NodeSort.Total;

    public bool Descending { get; init; } = true;

    /// <summary>Nodes to be compared, in the order they were chosen.</summary>
    public IReadOnlyList<int> Basket { get; init; } = [];

    /// <summary>Reads an address; what means nothing is left out.</summary>
    public static PriceListState Of(string query)
    {
        var asked = QueryHelpers.ParseQuery(query);
        var sort = One("sort") ?? "-total";
        var isColumn = Enum.TryParse(sort.TrimStart('-'), ignoreCase: true, out NodeSort by) && Enum.IsDefined(by);
        return new PriceListState
        {
            Market = MarketCatalogue.Find(One("market")),
            Kind = PriceKinds.All.FirstOrDefault(kind => kind == One("kind")),
            At = One("at") is { } at && MomentText.TryParse(at, out var moment) && moment.Year is >= 2 and <= 9997 ? moment.UtcDateTime : null,
            Text = One("q") is { Length: > 0 and <= 200 } text ? text : null,
            Type = One("type") is { Length: > 0 and <= 200 } type ? type : null,
            Sort = isColumn ? by : NodeSort.Total,
            Descending = !isColumn || sort.StartsWith('-'),
            Basket = BasketOf(asked.GetValueOrDefault("node")),
        };

        string? One(string name) => asked.TryGetValue(name, out var values) && values.Count == 1 ? values[0] : null;
    }

    /// <summary>Numbers of nodes, each once, as many as can be compared.</summary>
    internal static IReadOnlyList<int> BasketOf(IEnumerable<string?> words) =>
        [.. words.Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0).Distinct().Take(ReadComparedPrices.MostNodes)];

    /// <summary>The address, relative to the base.</summary>
    public string Address()
    {
        var query = new List<string>();
        Add("market", Market?.Code);
        Add("kind", Kind);
        Add("at", At is { } at ? MomentBytes.Text(at) : null);
        Add("q", Text);
        Add("type", Type);
        if ((Sort, Descending) != (NodeSort.Total, true))
            Add("sort", (Descending ? "-" : "") + Sort.ToString().ToLowerInvariant());
        query.AddRange(Basket.Select(id => FormattableString.Invariant($"node={id}")));
        return query.Count > 0 ? $"{Page}?{string.Join('&', query)}" : Page;

        void Add(string name, string? value)
        {
            if (value is not null)
                query.Add($"{name}={Uri.EscapeDataString(value)}");
        }
    }

    /// <summary>Ordered by a column: a first press shows the largest number or the first letter, the next one turns it around.</summary>
    public PriceListState By(NodeSort sort) => this with { Sort = sort, Descending = sort == Sort ? !Descending : sort >= NodeSort.Total };

    /// <summary>A node put into the basket, or taken out of it.</summary>
    public PriceListState Toggled(int node) => this with
    {
        Basket = Basket.Contains(node) ? [.. Basket.Where(id => id != node)] : [.. Basket.Append(node).Take(ReadComparedPrices.MostNodes)],
    };
}
