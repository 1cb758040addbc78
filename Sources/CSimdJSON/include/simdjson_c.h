// A C face for simdjson's DOM parser.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct json_parser json_parser;

/// A value in a parsed document; valid until its parser parses again or is freed.
typedef struct {
  const void *document;
  size_t index;
} json_element;

typedef enum {
  JSON_NULL, JSON_BOOL, JSON_INT, JSON_UINT, JSON_DOUBLE, JSON_STRING, JSON_ARRAY, JSON_OBJECT
} json_kind;

json_parser *json_parser_new(void);
void json_parser_free(json_parser *);

/// Parses `length` bytes; returns NULL, or what is wrong. `padded` says that 64 readable bytes
/// follow the text; otherwise it is copied first.
const char *json_parse(json_parser *, const char *text, size_t length, bool padded, json_element *root);

/// Whether `length` bytes are valid UTF-8.
bool json_is_utf8(const char *text, size_t length);

json_kind json_element_kind(json_element);
bool json_element_bool(json_element);
int64_t json_element_int(json_element);
double json_element_double(json_element);
const char *json_element_string(json_element, size_t *length);

/// Where a walk over the members of an object or the items of an array stands.
typedef struct {
  json_element next;
  size_t end;
  bool has_keys;
} json_members;

/// A walk over `element`; over nothing if it is neither an object nor an array.
json_members json_element_members(json_element element);
/// Takes the next member, with a NULL key in an array; false at the end.
bool json_members_next(json_members *, const char **key, size_t *key_length, json_element *value);

#ifdef __cplusplus
}
#endif
