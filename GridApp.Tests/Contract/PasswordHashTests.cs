using System.Buffers.Binary;

namespace GridApp.Tests.Contract;

public sealed class PasswordHashTests(EmptyHost host) : IClassFixture<EmptyHost>
{
    [Fact]
    public async Task Password_IsKept_AsOwaspAsks()
    {
        // Identity's format 1: the algorithm (2 is HMAC-SHA-512), the rounds, the length of the salt, each in four bytes.
        var hash = Convert.FromBase64String((await host.AsIdentityAsync<string>($"select password_hash from users where user_name = '{GridAppHost.SuperAdmin}'"))!);
        Assert.Equal((1, 2u), (hash[0], BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1))));
        Assert.True(BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)) >= 210_000);
        Assert.True(BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(9)) >= 16);
    }
}
