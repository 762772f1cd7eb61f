"""The programs that generate pictures, one module for each kind of host."""
