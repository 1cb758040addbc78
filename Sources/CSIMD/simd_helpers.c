#include "include/simd_helpers.h"
