using GridApp.Features.Jobs;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GridApp.Tests.Features.Jobs;

public sealed class CronWordsTests
{
    private static readonly IStringLocalizer<JobsText> Text =
        new StringLocalizer<JobsText>(new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance));

    [Theory]
    [InlineData("0 0 0 * * ?", "Every day at 00:00")]
    [InlineData("0 30 3 * * ?", "Every day at 03:30")]
    [InlineData("0 0/5 * * * ?", "Every 5 minutes")]
    [InlineData("0 0 12 ? * MON", "0 0 12 ? * MON")]
    public void ASchedule_IsSaidInWords_OrAsItIsWritten(string cron, string words)
    {
        using var culture = new Shell.CultureScope("en");
        Assert.Equal(words, CronWords.Of(cron, Text));
    }
}
