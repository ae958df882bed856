using System.Collections;
using Hymba.JsonSchema.Values;

namespace Hymba.JsonSchema.Patterns;

/// <summary>
/// Programs over one text. All states that are alive at a place are kept as a set, so that the cost is at most states times length,
/// whatever the pattern (Thompson 1968). A look-around is first run alone over the whole text, which tells the places where it holds.
/// </summary>
/// <param name="text">The text's code points.</param>
/// <param name="budget">What the run is charged to.</param>
internal sealed class PatternRun(int[] text, StepBudget budget)
{
    private const int StatesPerStep = 16;

    private readonly List<BitArray> _looks = [];
    private int _visited;

    /// <summary>Finds out where a look-around holds. Inner ones go first.</summary>
    public void Look(PatternProgram program)
    {
        budget.Spend(text.Length / StepBudget.BytesPerStep);
        var places = new BitArray(text.Length + 1);
        Run(program, places);
        _looks.Add(places);
    }

    /// <summary>Whether the program matches somewhere.</summary>
    public bool IsMatch(PatternProgram program) => Run(program, null);

    private bool Run(PatternProgram program, BitArray? places)
    {
        var alive = new StateSet(program.States.Length);
        var next = new StateSet(program.States.Length);
        int direction = program.ReadsBackwards ? -1 : 1;
        int position = program.ReadsBackwards ? text.Length : 0;
        for (int read = 0; read <= text.Length; read++, position += direction)
        {
            if (read == 0 || !program.IsAnchored)
            {
                Follow(program, alive, 0, position);
            }

            if (alive.HasMatch)
            {
                if (places is null)
                {
                    return true;
                }

                places[position] = true;
            }

            if (read == text.Length || (alive.Count == 0 && program.IsAnchored))
            {
                break;
            }

            Step(program, alive, next, program.ReadsBackwards ? position - 1 : position, position + direction);
            (alive, next) = (next, alive);
            next.Clear();
        }

        return false;
    }

    private void Step(PatternProgram program, StateSet alive, StateSet next, int taken, int position)
    {
        int code = text[taken];
        for (int i = 0; i < alive.Count; i++)
        {
            PatternState state = program.States[alive[i]];
            if (state.Operation == PatternOperation.Take && state.Set!.Contains(code))
            {
                Follow(program, next, alive[i] + 1, position);
            }
        }

        budget.Spend((_visited += alive.Count + 1) / StatesPerStep);
        _visited %= StatesPerStep;
    }

    // Adds a state and all that it goes on with without taking anything.
    private void Follow(PatternProgram program, StateSet set, int start, int position)
    {
        set.Pending.Push(start);
        while (set.Pending.TryPop(out int index))
        {
            if (!set.Add(index))
            {
                continue;
            }

            PatternState state = program.States[index];
            switch (state.Operation)
            {
                case PatternOperation.Split:
                    set.Pending.Push(state.Second);
                    set.Pending.Push(state.First);
                    break;
                case PatternOperation.Jump:
                    set.Pending.Push(state.First);
                    break;
                case PatternOperation.Place when Holds((PatternPlace)state.First, position):
                case PatternOperation.Look when _looks[state.First][position] == (state.Second == 0):
                    set.Pending.Push(index + 1);
                    break;
                case PatternOperation.Match:
                    set.HasMatch = true;
                    break;
            }
        }
    }

    private bool Holds(PatternPlace place, int position) => place switch
    {
        PatternPlace.Start => position == 0,
        PatternPlace.End => position == text.Length,
        _ => (IsWord(position - 1) != IsWord(position)) == (place == PatternPlace.WordBorder),
    };

    private bool IsWord(int index) => index >= 0 && index < text.Length && CodePointSet.Word.Contains(text[index]);

    /// <summary>A set of states that is cleared at no cost.</summary>
    private sealed class StateSet(int capacity)
    {
        private readonly int[] _members = new int[capacity];
        private readonly int[] _index = new int[capacity];

        public Stack<int> Pending { get; } = new();

        public int Count { get; private set; }

        public bool HasMatch { get; set; }

        public int this[int i] => _members[i];

        public bool Add(int state)
        {
            if (_index[state] < Count && _members[_index[state]] == state)
            {
                return false;
            }

            _index[state] = Count;
            _members[Count++] = state;
            return true;
        }

        public void Clear()
        {
            Count = 0;
            HasMatch = false;
        }
    }
}
