"""Many cases over time: metrics, control charts, which slice explains a change."""
