"""The work of the commands that rank, see and name units: one file each, and the files that they write."""
