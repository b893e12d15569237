using GridApp.Domain.Prices;

namespace GridApp.Tests.Domain.Prices;

public sealed class PackedValuesTests
{
    public static TheoryData<string, float[], int> Packs => new()
    {
        { "cents take two bytes", [12.34f, -5.01f, 0f, 99.99f], 8 + 8 },
        { "whole numbers", [1f, 2f, 30_000f], 8 + 6 },
        { "a gap is kept", [12.34f, float.NaN, 7f], 8 + 6 },
        { "the widest range of two bytes", [0f, 65_534f], 8 + 4 },
        { "one more is too wide", [0f, 65_535f], 8 + 8 },
        { "far from zero, close to each other", [100_000f, 100_001f, float.NaN], 8 + 6 },
        { "more digits than decimals of two bytes", [37.123456f, 1.5f], 8 + 8 },
        { "one value for all", [41.2f, 41.2f, 41.2f], 8 },
        { "none at all", [float.NaN, float.NaN], 8 },
        { "minus zero is not zero", [-0f, 0f], 8 + 8 },
        { "beyond all scales", [float.MaxValue, 1f], 8 + 8 },
        { "infinite", [float.PositiveInfinity, 1f], 8 + 8 },
        { "nothing", [], 8 },
    };

    [Theory]
    [MemberData(nameof(Packs))]
    public void Pack_Unpacked_IsTheSameBitByBit(string why, float[] values, int bytes)
    {
        var packed = PackedValues.Pack(values);
        var unpacked = new float[values.Length];
        PackedValues.Unpack(packed, unpacked);

        Assert.True(bytes == packed.Length, $"{why}: {packed.Length} bytes");
        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), unpacked.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), Enumerable.Range(0, values.Length).Select(at => BitConverter.SingleToInt32Bits(PackedValues.At(packed, at))));
        Assert.True(PackedValues.Count(packed) is null || PackedValues.Count(packed) == values.Length);
    }

    [Fact]
    public void Pack_RandomCents_AreTheSameBitByBit()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var decimals = random.Next(0, 6);
            var values = Enumerable.Range(0, 300).Select(_ => (float)Math.Round((random.NextDouble() * 400) - 100, decimals)).ToArray();
            var unpacked = new float[values.Length];
            PackedValues.Unpack(PackedValues.Pack(values), unpacked);
            Assert.Equal(values, unpacked);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0 })]
    [InlineData(new byte[] { 9, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 1, 99, 0, 0, 0, 0, 0, 0, 1, 1 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 1, 1 })]
    public void Unpack_WhatIsNoPack_IsRefused(byte[] bytes) => Assert.Throws<ArgumentException>(() => PackedValues.Unpack(bytes, new float[2]));

    [Fact]
    public void ValuesOfAScaledPack_GoToOtherPlaces()
    {
        var packed = PackedValues.Pack([12.34f, float.NaN, -3]);
        Assert.True(PackedValues.IsScaled(packed.AsSpan(0, PackedValues.HeaderBytes)));
        Assert.False(PackedValues.IsScaled(PackedValues.Pack([1 / 3f, 2])));
        var placed = new byte[PackedValues.HeaderBytes + (4 * sizeof(short))];
        PackedValues.Place(packed, [3, 1, 0], placed);
        var values = new float[4];
        PackedValues.Unpack(placed, values);
        Assert.Equal([-3, float.NaN, float.NaN, 12.34f], values);
    }
}
