using System.Globalization;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Ports.ContainerRuntime;

/// <summary>
/// Reports how far pulls are: how many images are done, and below that a line for each that is under way, with its time so far. Runtimes do
/// not tell how much of an image has come (the Container Runtime Interface has no call for it).
/// </summary>
internal sealed class ImagePullProgress : IDisposable
{
    private const string Activity = "Pulling images";
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly int _count;
    private readonly IProgress<ProgressReport>? _progress;
    private readonly TimeProvider _clock;
    private readonly ITimer? _beat;
    private readonly List<Line> _lines = [];
    private int _begun;
    private int _done;
    private int _failed;
    private bool _ended;

    /// <summary>Begins to tell.</summary>
    /// <param name="count">How many images there are.</param>
    /// <param name="progress">Receives the reports; may be null.</param>
    /// <param name="clock">The clock.</param>
    public ImagePullProgress(int count, IProgress<ProgressReport>? progress, TimeProvider clock)
    {
        _count = count;
        _progress = progress;
        _clock = clock;
        _beat = progress is null ? null : clock.CreateTimer(_ => Tell(), null, Beat, Beat);
    }

    /// <summary>Reports that an image's pull has begun; it has ended when the result is disposed of.</summary>
    public Line Begin(string image)
    {
        lock (_lines)
        {
            var line = new Line(this, image, ProgressReport.MainId + ++_begun);
            _lines.Add(line);
            Tell();
            return line;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _beat?.Dispose();
        lock (_lines)
        {
            // A beat that is already on its way would put a line on the screen that nobody takes away again.
            _ended = true;
            _progress?.Report(new ProgressReport(Activity, Status, 100, IsCompleted: true));
        }
    }

    private string Status => _failed == 0 ? $"{_done} of {_count}" : $"{_done} of {_count}, {_failed} failed";

    private void Tell()
    {
        lock (_lines)
        {
            if (_ended)
            {
                return;
            }

            _progress?.Report(new ProgressReport(Activity, Status, (_done + _failed) * 100 / _count));
            _lines.ForEach(line => line.Tell(isCompleted: false));
        }
    }

    private void End(Line line, bool hasFailed)
    {
        lock (_lines)
        {
            _ = hasFailed ? _failed++ : _done++;
            _lines.Remove(line);
            line.Tell(isCompleted: true);
            Tell();
        }
    }

    /// <summary>One image that is being pulled.</summary>
    internal sealed class Line(ImagePullProgress all, string image, int id) : IDisposable
    {
        private readonly long _began = all._clock.GetTimestamp();
        private string _attempt = "";
        private bool _hasFailed;

        /// <summary>Reports that it is tried again.</summary>
        public void Again(int attempt, int attempts)
        {
            _attempt = $", attempt {attempt} of {attempts}";
            all.Tell();
        }

        /// <summary>Notes that it will not come.</summary>
        public void Fail() => _hasFailed = true;

        /// <inheritdoc/>
        public void Dispose() => all.End(this, _hasFailed);

        /// <summary>Reports it. The caller ensures that nobody else does at the same time.</summary>
        public void Tell(bool isCompleted)
        {
            var seconds = all._clock.GetElapsedTime(_began).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            all._progress?.Report(new ProgressReport(image, $"{seconds} s{_attempt}", -1, isCompleted) { Id = id, ParentId = ProgressReport.MainId });
        }
    }
}
