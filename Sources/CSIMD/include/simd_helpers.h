// Vector operations that Swift's own SIMD types cannot express, or express as lane loops.
// Header only, so that each is inlined into the Swift kernel that uses it.
#pragma once
#include <stdint.h>

#define LEDE_INLINE static inline __attribute__((always_inline, unused))

typedef uint32_t u32x4 __attribute__((ext_vector_type(4)));

LEDE_INLINE u32x4 u32x4_shift_right(u32x4 v, uint32_t n) { return v >> n; }
LEDE_INLINE u32x4 u32x4_shift_left(u32x4 v, uint32_t n) { return v << n; }
LEDE_INLINE u32x4 u32x4_and(u32x4 a, u32x4 b) { return a & b; }
LEDE_INLINE u32x4 u32x4_or(u32x4 a, u32x4 b) { return a | b; }

/// The inclusive prefix sum of `v`, continued from the last lane of `previous`.
LEDE_INLINE u32x4 u32x4_prefix_sum(u32x4 v, u32x4 previous) {
  const u32x4 zero = {0, 0, 0, 0};
  v += __builtin_shufflevector(v, zero, 4, 0, 1, 2);
  v += __builtin_shufflevector(v, zero, 4, 5, 0, 1);
  return v + __builtin_shufflevector(previous, previous, 3, 3, 3, 3);
}

/// Asks for the cache line that holds `p`.
LEDE_INLINE void prefetch(const void *p) { __builtin_prefetch(p, 0, 3); }

typedef uint8_t u8x16 __attribute__((ext_vector_type(16)));

/// Bit i is set where the highest bit of byte i is.
LEDE_INLINE uint32_t u8x16_high_bits(u8x16 v) {
  typedef char c8x16 __attribute__((vector_size(16)));
#if defined(__SSE2__)
  return (uint32_t)__builtin_ia32_pmovmskb128((c8x16)v);
#else
  uint32_t bits = 0;
  for (int i = 0; i < 16; i++) bits |= (uint32_t)(v[i] >> 7) << i;
  return bits;
#endif
}
/// 0xFF where `low <= v[i] <= high`, else 0. Bytes are unsigned.
LEDE_INLINE u8x16 u8x16_in_range(u8x16 v, uint8_t low, uint8_t high) {
  u8x16 l = (u8x16)(low), h = (u8x16)(high);
  return (u8x16)((v >= l) & (v <= h));
}
LEDE_INLINE u8x16 u8x16_equal(u8x16 v, uint8_t byte) { return (u8x16)(v == (u8x16)(byte)); }
LEDE_INLINE u8x16 u8x16_or(u8x16 a, u8x16 b) { return a | b; }
LEDE_INLINE u8x16 u8x16_and(u8x16 a, u8x16 b) { return a & b; }

/// A byte that several threads may set to the same value; order does not matter.
LEDE_INLINE uint8_t load_relaxed(const uint8_t *p) { return __atomic_load_n(p, __ATOMIC_RELAXED); }
LEDE_INLINE void store_relaxed(uint8_t *p, uint8_t value) { __atomic_store_n(p, value, __ATOMIC_RELAXED); }
