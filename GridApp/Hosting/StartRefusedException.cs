namespace GridApp.Hosting;

/// <summary>
/// The application cannot start, for a reason that whoever starts it can mend. <see cref="Exception.Message"/> is what to print: whole
/// sentences that name the setting, the file or the package. No stack trace belongs to it.
/// </summary>
public sealed class StartRefusedException(string sentence, Exception? inner = null) : Exception(sentence, inner);
