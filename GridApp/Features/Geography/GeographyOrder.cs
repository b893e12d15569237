using GridApp.Domain.Geography;

namespace GridApp.Features.Geography;

/// <summary>Orders what a filter found. What is not known comes last, whichever way.</summary>
public static class GeographyOrder
{
    /// <summary>Indexes into the snapshot.</summary>
    public static int[] Of(ZoneSnapshot zones, GeographyMatches matches, GeographySort sort, bool descending) => sort switch
    {
        GeographySort.Name => By(matches, index => zones[index].Name, descending),
        GeographySort.Code => By(matches, index => zones[index].Code, descending),
        GeographySort.Type => By(matches, index => zones[index].Type.Code(), descending),
        GeographySort.Market => By(matches, index => zones[index].Market, descending),
        GeographySort.Parent => By(matches, index => zones[index].Parent, descending),
        _ => By(matches, index => zones[index].AreaKm2, descending),
    };

    /// <inheritdoc cref="Of(ZoneSnapshot, GeographyMatches, GeographySort, bool)"/>
    public static int[] Of(LineSnapshot lines, GeographyMatches matches, GridFlows flows, GeographySort sort, bool descending)
    {
        return sort switch
        {
            GeographySort.Name => By(matches, index => lines[index].Name, descending),
            GeographySort.Code => By(matches, index => lines[index].Code, descending),
            GeographySort.Type => By(matches, index => lines[index].Kind, descending),
            GeographySort.Market => By(matches, index => lines[index].Market, descending),
            GeographySort.From => By(matches, index => lines[index].FromNode, descending),
            GeographySort.To => By(matches, index => lines[index].ToNode, descending),
            GeographySort.Limit => By(matches, index => lines[index].LimitMw, descending),
            GeographySort.Length => By(matches, index => lines[index].LengthKm, descending),
            GeographySort.Flow => By(matches, index => Flow(index) is { } mw ? Math.Abs(mw) : (double?)null, descending),
            GeographySort.Loading => By(matches, index => Flow(index) is { } mw ? LineLoading.Of(mw, lines[index].LimitMw) : null, descending),
            _ => By(matches, index => lines[index].VoltageKv, descending),
        };

        float? Flow(int index) => flows.MwByLine.TryGetValue(lines[index].Id, out float mw) ? mw : null;
    }

    private static int[] By(GeographyMatches matches, Func<int, string?> key, bool descending)
    {
        IOrderedEnumerable<int> known = matches.Indexes.OrderBy(index => key(index) is null);
        return [.. descending ? known.ThenByDescending(key, StringComparer.CurrentCultureIgnoreCase) : known.ThenBy(key, StringComparer.CurrentCultureIgnoreCase)];
    }

    private static int[] By(GeographyMatches matches, Func<int, double?> key, bool descending)
    {
        IOrderedEnumerable<int> known = matches.Indexes.OrderBy(index => key(index) is null);
        return [.. descending ? known.ThenByDescending(key) : known.ThenBy(key)];
    }
}
