#pragma once
#include <stddef.h>
#include <stdint.h>

/// XXH3-64 of `length` bytes, seed 0 (the xxHash specification, by Yann Collet).
uint64_t xxh3_64(const void *bytes, size_t length);
