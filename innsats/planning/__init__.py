"""The planner: pure problems, solved exactly and judged apart. It proposes, on the rules alone; a person decides."""
