using System.Net;

namespace GridApp.Hosting.Security;

/// <summary>Who is at the other end of the connection.</summary>
internal static class Peer
{
    private static readonly string[] ForwardingHeaders = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "Forwarded"];

    /// <summary>Whether the caller is this machine. A transport without addresses (a Unix socket, a test's memory) is.</summary>
    public static bool IsLoopback(HttpContext context) => context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);

    /// <summary>Whether the request says that a proxy passed it on, believed or not.</summary>
    public static bool WasForwarded(HttpRequest request) => ForwardingHeaders.Any(request.Headers.ContainsKey);

    /// <summary>What one caller's limits are counted by: an IPv4 address, or the /64 that one IPv6 customer has.</summary>
    public static string Key(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is null)
            return "local";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes(), 0, 8)
            : address.ToString();
    }
}
