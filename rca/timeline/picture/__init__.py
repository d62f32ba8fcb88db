"""The parts that timeline pictures are made of: axis, lanes, marks, labels and where each stands."""
