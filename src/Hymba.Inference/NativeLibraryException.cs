namespace Hymba.Inference;

/// <summary>The native tensor library (libtorch or TorchSharp's shim) cannot be loaded; the message names what is missing and the cure.</summary>
public sealed class NativeLibraryException : HymbaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is missing and how to mend it, in plain words.</param>
    /// <param name="innerException">The loader's own error.</param>
    public NativeLibraryException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
