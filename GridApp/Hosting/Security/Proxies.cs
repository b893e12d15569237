using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace GridApp.Hosting.Security;

/// <summary>Believes forwarded headers from the named proxies and from nobody else.</summary>
internal sealed class Proxies(GridOptions options) : IConfigureOptions<ForwardedHeadersOptions>
{
    public void Configure(ForwardedHeadersOptions forwarded)
    {
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in options.Proxies)
            forwarded.KnownIPNetworks.Add(network);
        // The framework takes an empty list for "believe everybody": then no header is looked at.
        forwarded.ForwardedHeaders = options.Proxies.Count == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        // A chain of proxies is followed as long as each is named.
        forwarded.ForwardLimit = null;
    }
}
