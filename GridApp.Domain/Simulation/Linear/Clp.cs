using System.Runtime.InteropServices;

namespace GridApp.Domain.Simulation.Linear;

/// <summary>The part of CLP's C interface that is used here (Clp_C_Interface.h of 1.17; CoinBigIndex is a 32-bit integer in Debian's build).</summary>
internal static class Clp
{
    public const string Library = "libClp.so.1";

    [DllImport(Library, EntryPoint = "Clp_Version")]
    public static extern nint Version();

    [DllImport(Library, EntryPoint = "Clp_newModel")]
    public static extern nint NewModel();

    [DllImport(Library, EntryPoint = "Clp_deleteModel")]
    public static extern void DeleteModel(nint model);

    [DllImport(Library, EntryPoint = "Clp_setLogLevel")]
    public static extern void SetLogLevel(ClpModel model, int value);

    [DllImport(Library, EntryPoint = "Clp_scaling")]
    public static extern void Scaling(ClpModel model, int mode);

    [DllImport(Library, EntryPoint = "Clp_setPerturbation")]
    public static extern void SetPerturbation(ClpModel model, int value);

    [DllImport(Library, EntryPoint = "Clp_loadProblem")]
    public static extern void LoadProblem(
        ClpModel model, int columns, int rows, in int starts, in int index, in double value,
        in double columnLower, in double columnUpper, in double objective, in double rowLower, in double rowUpper);

    [DllImport(Library, EntryPoint = "Clp_addRows")]
    public static extern void AddRows(ClpModel model, int number, in double rowLower, in double rowUpper, in int rowStarts, in int columns, in double elements);

    [DllImport(Library, EntryPoint = "Clp_copyinStatus")]
    public static extern void CopyInStatus(ClpModel model, in byte status);

    [DllImport(Library, EntryPoint = "Clp_statusArray")]
    public static extern nint StatusArray(ClpModel model);

    [DllImport(Library, EntryPoint = "Clp_dual")]
    public static extern int Dual(ClpModel model, int valuesPass);

    [DllImport(Library, EntryPoint = "Clp_primal")]
    public static extern int Primal(ClpModel model, int valuesPass);

    [DllImport(Library, EntryPoint = "Clp_objectiveValue")]
    public static extern double ObjectiveValue(ClpModel model);

    [DllImport(Library, EntryPoint = "Clp_numberIterations")]
    public static extern int NumberIterations(ClpModel model);

    [DllImport(Library, EntryPoint = "Clp_primalColumnSolution")]
    public static extern nint PrimalColumnSolution(ClpModel model);

    [DllImport(Library, EntryPoint = "Clp_dualRowSolution")]
    public static extern nint DualRowSolution(ClpModel model);
}

/// <summary>Owns one CLP model.</summary>
internal sealed class ClpModel : SafeHandle
{
    public ClpModel()
        : base(0, ownsHandle: true) => SetHandle(Clp.NewModel());

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Clp.DeleteModel(handle);
        return true;
    }
}
