using System.Collections.Frozen;
using System.Text;

namespace GridApp.Domain.Prices;

/// <summary>What a priced place is. The words of the markets become a few of ours, since people filter by them; a word that is not known stays what it is.</summary>
public static class NodeTypes
{
    /// <summary>A place of which nothing more is known.</summary>
    public const string Node = "node";

    public const string Hub = "hub";

    public const string Zone = "zone";

    public const string Generator = "generator";

    public const string Load = "load";

    /// <summary>Where one market meets another.</summary>
    public const string Interface = "interface";

    /// <summary>Several nodes under one name.</summary>
    public const string Aggregate = "aggregate";

    public const string Bus = "bus";

    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["node"] = Node, ["networknode"] = Node, ["pnode"] = Node, ["hubnode"] = Node,
        ["hub"] = Hub, ["tradinghub"] = Hub,
        ["zone"] = Zone, ["loadzone"] = Zone, ["residualmeteredegdc"] = Zone, ["residualmeteredload"] = Zone,
        ["generator"] = Generator, ["gen"] = Generator, ["generation"] = Generator, ["resource"] = Generator,
        ["load"] = Load,
        ["interface"] = Interface, ["extnode"] = Interface, ["externalnode"] = Interface, ["extinterface"] = Interface, ["intertie"] = Interface,
        ["aggregate"] = Aggregate, ["apnode"] = Aggregate, ["drrzone"] = Aggregate, ["drraz"] = Aggregate, ["drraggregationzone"] = Aggregate,
        ["bus"] = Bus, ["substation"] = Bus,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The type that a source's word means; <see cref="Node"/> for none.</summary>
    public static string FromSource(string? word)
    {
        var key = new StringBuilder();
        foreach (var c in word ?? "")
        {
            if (char.IsLetterOrDigit(c))
                key.Append(char.ToLowerInvariant(c));
        }
        return key.Length == 0 ? Node : Words.TryGetValue(key.ToString(), out var type) ? type : word!.Trim().ToLowerInvariant();
    }
}
