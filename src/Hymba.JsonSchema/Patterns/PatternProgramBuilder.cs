using System.Collections.Immutable;

namespace Hymba.JsonSchema.Patterns;

/// <summary>Turns trees into programs: Thompson's construction, repetitions written out.</summary>
/// <param name="maxStates">The most states of all programs.</param>
internal sealed class PatternProgramBuilder(int maxStates)
{
    private readonly List<PatternProgram> _looks = [];
    private int _states;

    /// <summary>The programs of the look-arounds, inner ones before those around them.</summary>
    public IReadOnlyList<PatternProgram> Looks => _looks;

    /// <summary>The states of all programs.</summary>
    public int States => _states;

    /// <summary>Makes a program.</summary>
    public PatternProgram Build(PatternNode node, bool readsBackwards)
    {
        var states = new List<PatternState>();
        Emit(node, states, readsBackwards);
        Add(states, PatternOperation.Match);
        return new PatternProgram([.. states], readsBackwards, !readsBackwards && BeginsAtStart(node));
    }

    private static bool BeginsAtStart(PatternNode node) => node switch
    {
        PlaceNode place => place.Place == PatternPlace.Start,
        SequenceNode sequence => sequence.Parts.Length > 0 && BeginsAtStart(sequence.Parts[0]),
        ChoiceNode choice => choice.Branches.All(BeginsAtStart),
        _ => false,
    };

    private void Emit(PatternNode node, List<PatternState> states, bool backwards)
    {
        switch (node)
        {
            case SetNode set:
                Add(states, PatternOperation.Take, set.Set);
                break;
            case SequenceNode sequence:
                foreach (PatternNode part in backwards ? sequence.Parts.Reverse() : sequence.Parts)
                {
                    Emit(part, states, backwards);
                }

                break;
            case ChoiceNode choice:
                EmitChoice(choice.Branches, states, backwards);
                break;
            case RepeatNode repeat:
                EmitRepeat(repeat, states, backwards);
                break;
            case PlaceNode place:
                Add(states, PatternOperation.Place, first: (int)place.Place);
                break;
            case LookNode look:
                // What follows a place is found by reading towards it from the end, what precedes it from the start.
                PatternProgram program = Build(look.Body, !look.IsBehind);
                _looks.Add(program);
                Add(states, PatternOperation.Look, first: _looks.Count - 1, second: look.IsNegative ? 1 : 0);
                break;
        }
    }

    private void EmitChoice(ImmutableArray<PatternNode> branches, List<PatternState> states, bool backwards)
    {
        var ends = new List<int>();
        for (int i = 0; i < branches.Length; i++)
        {
            int split = i < branches.Length - 1 ? Add(states, PatternOperation.Split) : -1;
            Emit(branches[i], states, backwards);
            if (split >= 0)
            {
                ends.Add(Add(states, PatternOperation.Jump));
                states[split] = states[split] with { First = split + 1, Second = states.Count };
            }
        }

        foreach (int end in ends)
        {
            states[end] = states[end] with { First = states.Count };
        }
    }

    private void EmitRepeat(RepeatNode repeat, List<PatternState> states, bool backwards)
    {
        int before = states.Count, last = before;
        for (int i = 0; i < repeat.Least && (i == 0 || states.Count > before); i++)
        {
            last = states.Count;
            Emit(repeat.Body, states, backwards);
        }

        if (repeat.Most is null && repeat.Least > 0)
        {
            // The last copy is the loop.
            int split = Add(states, PatternOperation.Split);
            states[split] = states[split] with { First = last, Second = split + 1 };
            return;
        }

        if (repeat.Most is null)
        {
            int split = Add(states, PatternOperation.Split);
            Emit(repeat.Body, states, backwards);
            int jump = Add(states, PatternOperation.Jump);
            states[jump] = states[jump] with { First = split };
            states[split] = states[split] with { First = split + 1, Second = states.Count };
            return;
        }

        // Each optional copy may be the last: all leave for the same end.
        var splits = new List<int>();
        for (int i = repeat.Least; i < repeat.Most; i++)
        {
            splits.Add(Add(states, PatternOperation.Split));
            Emit(repeat.Body, states, backwards);
        }

        foreach (int split in splits)
        {
            states[split] = states[split] with { First = split + 1, Second = states.Count };
        }
    }

    private int Add(List<PatternState> states, PatternOperation operation, CodePointSet? set = null, int first = 0, int second = 0)
    {
        if (++_states > maxStates)
        {
            throw new PatternException($"it needs more than {maxStates} states.", isTooLarge: true);
        }

        states.Add(new PatternState(operation, set, first, second));
        return states.Count - 1;
    }
}
