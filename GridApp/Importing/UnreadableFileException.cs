namespace GridApp.Importing;

/// <summary>A file cannot be read as what it is said to be. Nothing of it is written; the message is the sentence that the person is shown.</summary>
internal sealed class UnreadableFileException(string sentence, Exception? inner = null) : Exception(sentence, inner);
