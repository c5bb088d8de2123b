using System.Diagnostics;
using System.Globalization;

namespace Kubeadm.Engine.Tests.Fuzzing;

/// <summary>Feeds a parser with inputs and looks at what comes out: own errors only, in a second, within the memory of any command.</summary>
/// <param name="target">The parser.</param>
/// <param name="seed">Where the sequence of inputs starts: the same seed gives the same inputs.</param>
internal sealed class FuzzRun(FuzzTarget target, int seed)
{
    /// <summary>Bytes of the largest input.</summary>
    public const int LargestInput = 100_000;

    private const long MostMemory = 500_000_000;
    private const int Tries = 3;

    /// <summary>The stack that .NET gives its threads where the system's default is smaller, as musl's is.</summary>
    private const int StackSize = 1536 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);

    private readonly List<string> _failures = [];
    private readonly Stopwatch _sinceStart = new();
    private byte[] _current = [];
    private long _lastStart;
    private int _inputs;
    private int _refused;
    private int _foreign;
    private int _slow;
    private int _large;

    /// <summary>The file in which an input stands while it is read, so that it is known after a stack overflow; null for none.</summary>
    public string? TraceFile { get; init; }

    /// <summary>What went wrong, each with the input in base64.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>The figures, in one line.</summary>
    public string Report => string.Create(
        CultureInfo.InvariantCulture,
        $"{target.Name,-22} {_inputs,9} inputs {_sinceStart.Elapsed.TotalSeconds,8:f1} s  {_refused,9} refused  {_foreign} foreign exceptions  {_slow} over 1 s  {_large} over 500 MB");

    /// <summary>Runs until there were enough inputs or the time is up.</summary>
    public void Run(long count, TimeSpan time)
    {
        _sinceStart.Start();
        var worker = new Thread(() => ReadAll(count, time), StackSize) { IsBackground = true };
        worker.Start();
        while (!worker.Join(Hang))
        {
            if (_sinceStart.Elapsed - TimeSpan.FromTicks(Interlocked.Read(ref _lastStart)) > Hang)
            {
                _slow++;
                Fail("does not end", _current);
                break;
            }
        }

        _sinceStart.Stop();
    }

    private void ReadAll(long count, TimeSpan time)
    {
        var random = new Random(seed);
        var mutator = new Mutator(random);
        var grower = new Grower(random, target.Seeds);
        while (_inputs < count && _sinceStart.Elapsed < time && _failures.Count < 20)
        {
            var input = (random.Next(2) == 0 ? grower.Next() : null) ?? mutator.Next(target.Seeds);
            _inputs++;
            Read(input);
        }
    }

    private void Read(byte[] input)
    {
        _current = input;
        Interlocked.Exchange(ref _lastStart, _sinceStart.Elapsed.Ticks);
        if (TraceFile is not null)
        {
            File.WriteAllBytes(TraceFile, input);
        }

        // A busy machine makes anything slow once, but not three times.
        var (fastest, allocated) = (TimeSpan.MaxValue, 0L);
        for (var tries = 0; tries < Tries && fastest > Longest; tries++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            ReadOnce(input, isFirst: tries == 0);
            var elapsed = Stopwatch.GetElapsedTime(start);
            fastest = elapsed < fastest ? elapsed : fastest;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        if (fastest > Longest)
        {
            _slow++;
            Fail($"takes {fastest.TotalSeconds:f1} s", input);
        }

        if (allocated > MostMemory)
        {
            _large++;
            Fail($"allocates {allocated / 1_000_000} MB", input);
        }
    }

    private void ReadOnce(byte[] input, bool isFirst)
    {
        try
        {
            target.Read(input);
        }
        catch (KubeadmException)
        {
            _refused += isFirst ? 1 : 0;
        }
        catch (Exception foreign) when (isFirst)
        {
            _foreign++;
            Fail(foreign.ToString(), input);
        }
    }

    private void Fail(string problem, byte[] input) =>
        _failures.Add($"{target.Name}: {problem}\n  input ({input.Length} bytes): {Convert.ToBase64String(input.AsSpan(0, Math.Min(input.Length, 3000)))}");
}
