using System.Net;
using System.Text.RegularExpressions;

namespace GridApp.Tests.Contract;

/// <summary>A browser without scripts: cookies, and forms as the page gives them, antiforgery token included.</summary>
public sealed partial class BrowserClient : IDisposable
{
    private readonly HttpClient client;

    public BrowserClient(GridAppHost host)
    {
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = host.Address };
    }

    public CookieContainer Cookies { get; } = new();

    public void Dispose() => client.Dispose();

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(path);

    /// <summary>Fills in the page's form that carries this handler's name and sends it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, string handler, params (string Name, string Value)[] fields)
    {
        var page = await client.GetStringAsync(path);
        var form = Forms().Matches(page).Select(match => match.Value).First(text => text.Contains($"value=\"{handler}\"", StringComparison.Ordinal));
        var token = Token().Match(form).Groups[1].Value;
        return await client.PostAsync(path, new FormUrlEncodedContent(
            fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))
                .Append(new("_handler", handler))
                .Append(new("__RequestVerificationToken", token))));
    }

    /// <summary>Sends the form of a page that goes to another address.</summary>
    public async Task<HttpResponseMessage> PostFormAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var text = await client.GetStringAsync(page);
        var form = Forms().Matches(text).Select(match => match.Value).First(form => form.Contains($"action=\"{action.TrimStart('/')}\"", StringComparison.Ordinal));
        return await client.PostAsync(action, new FormUrlEncodedContent(
            fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)).Append(new("__RequestVerificationToken", Token().Match(form).Groups[1].Value))));
    }

    public async Task<HttpResponseMessage> LogInAsync(string userName, string password = GridAppHost.Password, string returnUrl = "/about") =>
        await SubmitAsync("/login?returnUrl=" + Uri.EscapeDataString(returnUrl), "login", ("Form.UserName", userName), ("Form.Password", password));

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
