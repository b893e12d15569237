namespace GridApp.Features.Notifications;

/// <summary>Marks the texts of the news: NotificationsText.resx and NotificationsText.tr.resx.</summary>
public sealed class NotificationsText;
