//! A finished run as one page to read.
