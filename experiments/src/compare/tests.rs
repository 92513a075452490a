//! Comparisons of made-up and of simulated runs.
