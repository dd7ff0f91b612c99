"""What floats on the stage: the runs with their sliders, the charts, the title."""
