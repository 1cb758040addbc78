#define XXH_INLINE_ALL
#include <xxhash.h>

#include "include/xxhash64.h"

uint64_t xxh3_64(const void *bytes, size_t length) { return XXH3_64bits(bytes, length); }
