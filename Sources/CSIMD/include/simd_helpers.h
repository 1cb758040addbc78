// Vector operations that Swift's own SIMD types cannot express, or express as lane loops.
// Header only, but for a table, so that each is inlined into the Swift kernel that uses it.
#pragma once
#include <stdint.h>

#define LEDE_INLINE static inline __attribute__((always_inline, unused))

typedef uint32_t u32x4 __attribute__((ext_vector_type(4)));

LEDE_INLINE u32x4 u32x4_shift_right(u32x4 v, uint32_t n) { return v >> n; }
LEDE_INLINE u32x4 u32x4_shift_left(u32x4 v, uint32_t n) { return v << n; }
LEDE_INLINE u32x4 u32x4_and(u32x4 a, u32x4 b) { return a & b; }
LEDE_INLINE u32x4 u32x4_or(u32x4 a, u32x4 b) { return a | b; }

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

/// The largest of the `count` bytes at `p`, 0 if there are none.
LEDE_INLINE uint8_t largest_byte(const uint8_t *p, long count) {
  uint8_t largest = 0;
  long i = 0;
  if (count >= 16) {
    u8x16 most = (u8x16)(uint8_t)0;
    for (; i + 16 <= count; i += 16) {
      u8x16 v;
      __builtin_memcpy(&v, p + i, 16);
      most = __builtin_elementwise_max(most, v);
    }
    largest = __builtin_reduce_max(most);
  }
  for (; i < count; i++) largest = p[i] > largest ? p[i] : largest;
  return largest;
}

typedef int32_t i32x8 __attribute__((ext_vector_type(8)));
typedef uint32_t u32x8 __attribute__((ext_vector_type(8)));

/// Bit i is set where number i is negative. (By address: without AVX such a vector is no argument.)
LEDE_INLINE uint32_t i32x8_high_bits(const i32x8 *v) {
#if defined(__AVX__)
  typedef float f8 __attribute__((vector_size(32)));
  return (uint32_t)__builtin_ia32_movmskps256((f8)*v);
#else
  uint32_t bits = 0;
  for (int i = 0; i < 8; i++) bits |= ((uint32_t)(*v)[i] >> 31) << i;
  return bits;
#endif
}

/// How many of the 128 numbers at `p` are below `target`. They ascend, so that this is the place of the first
/// that is not; `heads` has every 16th of them, from the one at place 15 on, and `target` is not above the
/// last. There is no branch that could be mispredicted.
LEDE_INLINE uint32_t place_below_128(const uint32_t *p, const uint32_t *heads, uint32_t target) {
  const u32x8 targets = (u32x8)(target);
  u32x8 v[2];
  __builtin_memcpy(&v[0], heads, sizeof v[0]);
  i32x8 below = (i32x8)(v[0] < targets);
  uint32_t skipped = 16 * (uint32_t)__builtin_popcount(i32x8_high_bits(&below));
  __builtin_memcpy(v, p + skipped, sizeof v);
  i32x8 first = (i32x8)(v[0] < targets), second = (i32x8)(v[1] < targets);
  uint32_t bits = i32x8_high_bits(&first) | i32x8_high_bits(&second) << 8;
  return skipped + (uint32_t)__builtin_popcount(bits);
}

/// How many numbers were looked for in a block, and how many were found.
typedef struct {
  long asked, found;
} block_finds;

/// Looks up to `count` ascending numbers up in the 128 of a block, of which `heads` are as above, until one is above its
/// last. Writes the place in the block of each that is there to `places`, and which of the numbers it is to
/// `indices`; anything to one more of both.
LEDE_INLINE block_finds find_in_block(const uint32_t *block, const uint32_t *heads, const uint32_t *wanted, long count,
                                      uint32_t last, uint32_t *places, uint32_t *indices) {
  block_finds finds = {0, 0};
  for (; finds.asked < count && wanted[finds.asked] <= last; finds.asked++) {
    const uint32_t place = place_below_128(block, heads, wanted[finds.asked]);
    indices[finds.found] = (uint32_t)finds.asked;
    places[finds.found] = place;
    finds.found += block[place] == wanted[finds.asked];
  }
  return finds;
}

/// Bit i is set where number i of the 64 at `p` is `value`.
LEDE_INLINE uint64_t numbers_equal_64(const uint32_t *p, uint32_t value) {
  uint64_t mask = 0;
  for (int i = 0; i < 64; i += 8) {
    i32x8 v;
    __builtin_memcpy(&v, p + i, sizeof v);
    i32x8 equal = v == (i32x8)((int32_t)value);
    mask |= (uint64_t)i32x8_high_bits(&equal) << i;
  }
  return mask;
}

/// The bits that positions take of eight postings whose texts have known lengths, by the formula of
/// `PositionWidths.bits`; `*f` are the frequencies, `*l` the lengths.
LEDE_INLINE void position_widths_8(const uint32_t *f, const uint32_t *l, uint32_t *widths) {
  typedef float f32x8 __attribute__((ext_vector_type(8)));
  i32x8 frequency, length;
  __builtin_memcpy(&frequency, f, sizeof frequency);
  __builtin_memcpy(&length, l, sizeof length);
  // Elias-Fano: f · (low + 1) + (U − 1) >> low.
  i32x8 others = frequency - 1;
  i32x8 universe = __builtin_elementwise_max(length - others, (i32x8)(1));
  i32x8 ratio = (i32x8)__builtin_convertvector(universe, f32x8) -
                (i32x8)__builtin_convertvector(frequency, f32x8);
  i32x8 low = __builtin_elementwise_max(ratio >> 23, (i32x8)(0));
  i32x8 code = frequency * (low + 1) + ((universe - 1) >> (low & 31));
  // The rank among all choices: f · log2 L − log2 f!, in steps of 1/256.
  i32x8 rounded = ((i32x8)__builtin_convertvector(length, f32x8) + 0x7FFF) >> 15;
  i32x8 x = rounded & 255;
  i32x8 logarithm = rounded - 127 * 256 + ((x * (256 - x) * (3628 - 5 * x) + 0x1FFFFF) >> 21);
  i32x8 rank = (frequency * logarithm + 255 - others * (188 + 67 * others)) >> 8;
  i32x8 is_rank = frequency <= 4;
  i32x8 result = (rank & is_rank) | (code & ~is_rank);
  __builtin_memcpy(widths, &result, sizeof result);
}

/// The 57 bits or more from `bit` on, the first lowest; eight bytes are read.
LEDE_INLINE uint64_t bits_at(const uint8_t *bytes, uint64_t bit) {
  uint64_t word;
  __builtin_memcpy(&word, bytes + (bit >> 3), sizeof word);
  return word >> (bit & 7);
}

/// Reads `count` ascending numbers less their places in the code of Elias and Fano: `high_bits` in which one i
/// stands at what number i has above `low` bits plus i, then the `low` ≤ 14 bits of each. Writes the numbers,
/// then UINT32_MAX four times.
LEDE_INLINE void read_elias_fano(const uint8_t *bytes, uint64_t bit, uint32_t count, uint64_t high_bits,
                                 uint32_t low, uint32_t *target) {
  typedef uint64_t u64x4 __attribute__((ext_vector_type(4)));
  const u64x4 shifts = {0, low, 2 * low, 3 * low};
  const u64x4 mask = (u64x4)((1ull << low) - 1);
  const uint64_t lows = bit + high_bits, last = 1ull << 63;
  uint32_t found = 0;
  // Windows of 56 bits: none waits for where the ones of the one before end.
  for (uint64_t origin = 0; found < count && origin < high_bits; origin += 56) {
    uint64_t rest = high_bits - origin;
    uint64_t ones = bits_at(bytes, bit + origin) & ((1ull << (rest < 56 ? rest : 56)) - 1);
    uint32_t end = found + (uint32_t)__builtin_popcountll(ones);
    for (uint32_t i = found; i < end; i += 4) {
      // Those past the end are written over.
      uint32_t a = (uint32_t)__builtin_ctzll(ones | last);
      ones &= ones - 1;
      uint32_t b = (uint32_t)__builtin_ctzll(ones | last);
      ones &= ones - 1;
      uint32_t c = (uint32_t)__builtin_ctzll(ones | last);
      ones &= ones - 1;
      uint32_t d = (uint32_t)__builtin_ctzll(ones | last);
      ones &= ones - 1;
      const u32x4 places = (u32x4)(i) + (u32x4){0, 1, 2, 3};
      u64x4 below = ((u64x4)(bits_at(bytes, lows + (uint64_t)low * i)) >> shifts) & mask;
      u32x4 above = (u32x4){a, b, c, d} + (u32x4)((uint32_t)origin) - places;
      u32x4 v = ((above << low) | __builtin_convertvector(below, u32x4)) + places;
      __builtin_memcpy(target + i, &v, sizeof v);
    }
    found = end;
  }
  const u32x4 none = (u32x4)(UINT32_MAX);
  __builtin_memcpy(target + count, &none, sizeof none);
}

/// Makes the `count` numbers at `p`, a multiple of eight, the sums of those before each; returns the sum
/// of all.
LEDE_INLINE uint32_t exclusive_sums(uint32_t *p, long count) {
  const u32x8 zero = (u32x8)(0);
  u32x8 before = zero;
  for (long i = 0; i < count; i += 8) {
    u32x8 v, sums;
    __builtin_memcpy(&v, p + i, sizeof v);
    sums = v + __builtin_shufflevector(v, zero, 8, 0, 1, 2, 8, 4, 5, 6);
    sums += __builtin_shufflevector(sums, zero, 8, 8, 0, 1, 8, 8, 4, 5);
    sums += __builtin_shufflevector(sums, zero, 8, 8, 8, 8, 3, 3, 3, 3);
    v = before + sums - v;
    __builtin_memcpy(p + i, &v, sizeof v);
    before += __builtin_shufflevector(sums, sums, 7, 7, 7, 7, 7, 7, 7, 7);
  }
  return before[0];
}

/// For each byte the places of its ones, the lowest first.
extern uint8_t places_in_byte[256][8];

/// Writes the places of the first `count` ones of the bits from `bits` on, the lowest of each byte first,
/// and up to 32 numbers behind them; there must be so many. Up to three bytes behind the last are read.
LEDE_INLINE void places_of_ones(const uint8_t *bits, uint32_t count, uint32_t *places) {
  typedef uint8_t u8x8 __attribute__((ext_vector_type(8)));
  uint32_t found = 0;
  u32x8 before = (u32x8)(0);
  for (; found < count; bits += 4) {
    uint8_t bytes[4];
    __builtin_memcpy(bytes, bits, sizeof bytes);
    // Eight numbers for each byte, whether they are there or not: there is no branch to mispredict.
    for (int i = 0; i < 4; i++) {
      u8x8 in_byte;
      __builtin_memcpy(&in_byte, places_in_byte[bytes[i]], sizeof in_byte);
      u32x8 v = __builtin_convertvector(in_byte, u32x8) + before;
      __builtin_memcpy(places + found, &v, sizeof v);
      found += (uint32_t)__builtin_popcount(bytes[i]);
      before += (u32x8)(8);
    }
  }
}

/// One number `index`, from 0 and below 64, of the bits of `word`, alone; 0 if there are not so many.
LEDE_INLINE uint64_t one_of_word(uint64_t word, uint64_t index) {
#if defined(__BMI2__)
  return __builtin_ia32_pdep_di(1ull << index, word);
#else
  while (index-- > 0 && word) word &= word - 1;
  return word & (0 - word);
#endif
}

/// The lowest seven bits of each byte of `word` side by side.
LEDE_INLINE uint64_t sevens_of_word(uint64_t word) {
#if defined(__BMI2__)
  return __builtin_ia32_pext_di(word, 0x7F7F7F7F7F7F7F7Full);
#else
  // Of each byte, of two together, of four together.
  uint64_t v = word & 0x7F7F7F7F7F7F7F7Full;
  v = (v & 0x007F007F007F007Full) | (v & 0x7F007F007F007F00ull) >> 1;
  v = (v & 0x00003FFF00003FFFull) | (v & 0x3FFF00003FFF0000ull) >> 2;
  return (v & 0x0FFFFFFFull) | (v >> 4 & 0x00FFFFFFF0000000ull);
#endif
}

/// How many of the 64 numbers at `p` are not above `most`.
LEDE_INLINE uint32_t count_not_above_64(const uint64_t *p, uint64_t most) {
  typedef uint64_t u64x4 __attribute__((ext_vector_type(4)));
  typedef int64_t i64x4 __attribute__((ext_vector_type(4)));
  const u64x4 bound = (u64x4)(most);
  i64x4 above = (i64x4)(0);
  for (int i = 0; i < 64; i += 4) {
    u64x4 v;
    __builtin_memcpy(&v, p + i, sizeof v);
    above += v > bound;
  }
  return (uint32_t)(64 + above.x + above.y + above.z + above.w);
}

/// The place of one number `index`, from 0, of the bits from `bits` on; there must be so many. Up to seven
/// bytes behind it are read.
LEDE_INLINE uint32_t place_of_one(const uint8_t *bits, uint32_t index) {
  uint64_t word;
  uint32_t place = 0;
  while (1) {
    __builtin_memcpy(&word, bits, sizeof word);
    uint32_t ones = (uint32_t)__builtin_popcountll(word);
    if (index < ones) break;
    index -= ones;
    place += 64;
    bits += 8;
  }
  return place + (uint32_t)__builtin_ctzll(one_of_word(word, index));
}

/// Makes the `count` numbers at `p`, a multiple of eight, the distances from those before, the first from −1.
LEDE_INLINE void make_distances(uint32_t *p, long count) {
  u32x8 before = (u32x8)(UINT32_MAX);
  for (long i = 0; i < count; i += 8) {
    u32x8 v;
    __builtin_memcpy(&v, p + i, sizeof v);
    u32x8 distances = v - __builtin_shufflevector(before, v, 7, 8, 9, 10, 11, 12, 13, 14);
    __builtin_memcpy(p + i, &distances, sizeof distances);
    before = v;
  }
}

/// Whole numbers below 2^63 as floats and back, the fraction cut off, and the square root of one that is not
/// negative: without the questions that Swift asks first.
LEDE_INLINE double f64_from_u63(uint64_t v) { return (double)(int64_t)v; }
LEDE_INLINE uint64_t u63_from_f64(double v) { return (uint64_t)(int64_t)v; }
LEDE_INLINE double f64_square_root(double v) { return __builtin_elementwise_sqrt(v); }

/// A float, of less than 2^31, as a whole number, the fraction cut off.
LEDE_INLINE uint32_t u32_from_f32(float v) { return (uint32_t)(int32_t)v; }

/// A mask of those of the 64 bytes at `p` that are `least` or more.
LEDE_INLINE uint64_t bytes_reaching(const uint8_t *p, uint8_t least) {
  uint64_t mask = 0;
#if defined(__AVX2__)
  typedef uint8_t u8x32 __attribute__((ext_vector_type(32)));
  typedef char c8x32 __attribute__((vector_size(32)));
  for (int i = 0; i < 64; i += 32) {
    u8x32 v;
    __builtin_memcpy(&v, p + i, sizeof v);
    mask |= (uint64_t)(uint32_t)__builtin_ia32_pmovmskb256((c8x32)(v >= (u8x32)(least))) << i;
  }
#else
  for (int i = 0; i < 64; i += 16) {
    u8x16 v;
    __builtin_memcpy(&v, p + i, 16);
    mask |= (uint64_t)u8x16_high_bits((u8x16)(v >= (u8x16)(least))) << i;
  }
#endif
  return mask;
}

/// A byte, or a word, that several threads may set to the same value; order does not matter.
LEDE_INLINE uint8_t load_relaxed(const uint8_t *p) { return __atomic_load_n(p, __ATOMIC_RELAXED); }
LEDE_INLINE void store_relaxed(uint8_t *p, uint8_t value) { __atomic_store_n(p, value, __ATOMIC_RELAXED); }
LEDE_INLINE uint64_t load_relaxed_64(const uint64_t *p) { return __atomic_load_n(p, __ATOMIC_RELAXED); }
LEDE_INLINE void store_relaxed_64(uint64_t *p, uint64_t value) { __atomic_store_n(p, value, __ATOMIC_RELAXED); }

/// A byte that says that what was written before it can be read.
LEDE_INLINE uint8_t load_acquire(const uint8_t *p) { return __atomic_load_n(p, __ATOMIC_ACQUIRE); }
LEDE_INLINE void store_release(uint8_t *p, uint8_t value) { __atomic_store_n(p, value, __ATOMIC_RELEASE); }

/// `v` with the capital letters of ASCII replaced by the small ones.
LEDE_INLINE u8x16 u8x16_lowercased(u8x16 v) {
  return v | (u8x16_in_range(v, 'A', 'Z') & (u8x16)(uint8_t)0x20);
}

/// What 64 bytes of text are: bit i of each mask is set where byte i is of that class.
typedef struct {
  uint64_t letters;     // A-Z a-z
  uint64_t capitals;    // A-Z
  uint64_t digits;      // 0-9
  uint64_t underscores; // _
  uint64_t joiners;     // ' , - . : ;
  uint64_t high;        // 0x80 and above
} text_classes;

/// The classes of the 64 bytes at `p`.
LEDE_INLINE text_classes classify_text(const uint8_t *p) {
  text_classes c = {0, 0, 0, 0, 0, 0};
  for (int i = 0; i < 64; i += 16) {
    u8x16 v;
    __builtin_memcpy(&v, p + i, 16);
    u8x16 joiner = u8x16_in_range(v, ',', '.') | u8x16_in_range(v, ':', ';') | u8x16_equal(v, '\'');
    u8x16 small = v | (u8x16)(uint8_t)0x20;
    c.letters |= (uint64_t)u8x16_high_bits(u8x16_in_range(small, 'a', 'z')) << i;
    c.capitals |= (uint64_t)u8x16_high_bits(u8x16_in_range(v, 'A', 'Z')) << i;
    c.digits |= (uint64_t)u8x16_high_bits(u8x16_in_range(v, '0', '9')) << i;
    c.underscores |= (uint64_t)u8x16_high_bits(u8x16_equal(v, '_')) << i;
    c.joiners |= (uint64_t)u8x16_high_bits(joiner) << i;
    c.high |= (uint64_t)u8x16_high_bits(v) << i;
  }
  return c;
}

typedef float f32x4 __attribute__((ext_vector_type(4)));
typedef int32_t i32x4 __attribute__((ext_vector_type(4)));

/// Stands where a phrase does not begin; with an offset added it is neither a position nor UINT32_MAX.
enum { no_start = 0xF0000000u };

/// Four starts of a phrase from four positions, ascending, of its word at `offset`; UINT32_MAX is none.
LEDE_INLINE void starts_of_4(const uint32_t *positions, uint32_t offset, uint32_t *starts) {
  u32x4 v;
  __builtin_memcpy(&v, positions, sizeof v);
  u32x4 is_start = (u32x4)((v >= (u32x4)(offset)) & (v < (u32x4)(no_start)));
  v = ((v - offset) & is_start) | ((u32x4)(no_start) & ~is_start);
  __builtin_memcpy(starts, &v, sizeof v);
}

/// Of the four `starts` keeps those which, with `offset` added, are among the positions, `steps` times four;
/// returns how many.
LEDE_INLINE uint32_t keep_starts_4(uint32_t *starts, uint32_t offset, const uint32_t *positions, long steps) {
  u32x4 v;
  __builtin_memcpy(&v, starts, sizeof v);
  const u32x4 wanted = v + offset;
  i32x4 found = (i32x4)(0);
  for (long i = 0; i < steps; i++) {
    u32x4 p;
    __builtin_memcpy(&p, positions + 4 * i, sizeof p);
    found |= (i32x4)(wanted == p.xxxx) | (i32x4)(wanted == p.yyyy) | (i32x4)(wanted == p.zzzz) |
             (i32x4)(wanted == p.wwww);
  }
  v = (v & (u32x4)found) | ((u32x4)(no_start) & ~(u32x4)found);
  __builtin_memcpy(starts, &v, sizeof v);
  return (uint32_t)__builtin_popcount(u8x16_high_bits((u8x16)found)) / 4;
}

/// Whole numbers below 2^31 as floats, and back with the fraction cut off. (Swift's own conversions
/// of vectors go lane by lane through generic code.)
LEDE_INLINE f32x4 f32x4_from_u32x4(u32x4 v) { return __builtin_convertvector((i32x4)v, f32x4); }
LEDE_INLINE u32x4 u32x4_from_f32x4(f32x4 v) { return (u32x4)__builtin_convertvector(v, i32x4); }

/// What 64 bytes of text are before they are put on lines.
typedef struct {
  uint64_t blanks;   // the space
  uint64_t special;  // control characters, DEL, and the leads of white space beyond ASCII (C2 E2 EF)
  uint64_t markup;   // & <
} line_classes;

/// The classes of the 64 bytes at `p`.
LEDE_INLINE line_classes classify_line(const uint8_t *p) {
  line_classes c = {0, 0, 0};
  for (int i = 0; i < 64; i += 16) {
    u8x16 v;
    __builtin_memcpy(&v, p + i, 16);
    u8x16 special = u8x16_in_range(v, 0, 0x1F) | u8x16_equal(v, 0x7F) | u8x16_equal(v, 0xC2) |
                    u8x16_equal(v, 0xE2) | u8x16_equal(v, 0xEF);
    c.blanks |= (uint64_t)u8x16_high_bits(u8x16_equal(v, ' ')) << i;
    c.special |= (uint64_t)u8x16_high_bits(special) << i;
    c.markup |= (uint64_t)u8x16_high_bits(u8x16_equal(v, '&') | u8x16_equal(v, '<')) << i;
  }
  return c;
}

/// Writes the levels of postings by the formula of `ImpactScale` to `levels`, four at a time: of each frequency, below 2^25,
/// and length, below 2^16, of a scale of that reference length. Up to three postings behind `count` are read, and levels
/// written. All numbers are whole and below 2^53, so that the quotient is below the next whole number where it should be.
LEDE_INLINE void levels_of_postings(const uint32_t *frequencies, const uint32_t *lengths, long count, uint32_t reference,
                                    uint8_t *levels) {
  typedef double f64x4 __attribute__((ext_vector_type(4)));
  typedef uint8_t u8x4 __attribute__((ext_vector_type(4)));
  const f64x4 ten = (f64x4)(10.0 * reference), three = (f64x4)(3.0 * reference);
  for (long i = 0; i < count; i += 4) {
    i32x4 f, l;
    __builtin_memcpy(&f, frequencies + i, sizeof f);
    __builtin_memcpy(&l, lengths + i, sizeof l);
    const f64x4 weighted = __builtin_convertvector(f, f64x4) * ten;
    const f64x4 whole = weighted + three + 9 * __builtin_convertvector(l, f64x4);
    // The next whole number from the quotient on.
    const i32x4 below = __builtin_convertvector((255 * weighted - 1) / whole, i32x4);
    const u8x4 level = __builtin_convertvector(below + 1, u8x4);
    __builtin_memcpy(levels + i, &level, sizeof level);
  }
}

/// For each length of a term the bits that its first seven bytes have in a number whose highest byte is another's, and
/// those of the seven behind them in one whose lowest byte is; 15 is 14 and more.
extern uint64_t term_masks[16][2];
LEDE_INLINE uint64_t term_high_mask(long length) { return term_masks[length][0]; }
LEDE_INLINE uint64_t term_low_mask(long length) { return term_masks[length][1]; }

/// Asks for the cache line at `p`, which need not be readable.
LEDE_INLINE void prefetch(const void *p) { __builtin_prefetch(p, 0, 3); }
