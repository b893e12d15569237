namespace GridApp.Features.Prices;

/// <summary>How a frame's rows become its values in an answer.</summary>
internal enum FrameShape
{
    /// <summary>The stored bytes as they are.</summary>
    Stored,

    /// <summary>Bare float32, behind the head that packed values have.</summary>
    Bare,

    /// <summary>Two bytes a value, put where the answer's order has them.</summary>
    Placed,

    /// <summary>As float32, put where the answer's order has them, of one owner or several.</summary>
    Merged,
}

/// <summary>A frame of an answer before its values are read.</summary>
/// <param name="Rows">Of one interval; the market's own first, then organizations'.</param>
internal sealed record PlannedFrame(PackedFrame Frame, FrameShape Shape, IReadOnlyList<FrameHead> Rows);
