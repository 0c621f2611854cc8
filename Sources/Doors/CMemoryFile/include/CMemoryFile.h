#pragma once

/// A file in memory without a name (memfd_create(2)), closed on exec. -1 and errno
/// on failure.
int cmemoryfile_open(const char *label);
