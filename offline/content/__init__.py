"""The council's content as its hub publishes it: fetched, proved and kept, a folder a version (fault 24)."""
