#include "include/simdjson_c.h"

#include <simdjson.h>

#include <cstring>
#include <new>

using simdjson::dom::element;
using simdjson::dom::element_type;

// An element is a document pointer and an index into its tape, which is what the C struct holds.
static_assert(sizeof(json_element) == sizeof(element), "json_element mirrors dom::element");

struct json_parser {
  simdjson::dom::parser parser;
};

static element unwrap(json_element e) {
  element result;
  std::memcpy(static_cast<void *>(&result), &e, sizeof result);
  return result;
}

static json_element wrap(const element &e) {
  json_element result;
  std::memcpy(&result, static_cast<const void *>(&e), sizeof result);
  return result;
}

using object_iterator = simdjson::dom::object::iterator;
using array_iterator = simdjson::dom::array::iterator;

// Iterators are the same two words.
static_assert(sizeof(json_element) == sizeof(object_iterator), "json_element mirrors iterators");
static_assert(sizeof(json_element) == sizeof(array_iterator), "json_element mirrors iterators");

template <class Iterator>
static Iterator iterator(json_element e) {
  Iterator result;
  std::memcpy(static_cast<void *>(&result), &e, sizeof result);
  return result;
}

template <class Iterator>
static json_element place(const Iterator &at) {
  json_element result;
  std::memcpy(&result, static_cast<const void *>(&at), sizeof result);
  return result;
}

extern "C" {

bool json_is_utf8(const char *text, size_t length) { return simdjson::validate_utf8(text, length); }

json_parser *json_parser_new(void) { return new (std::nothrow) json_parser; }
void json_parser_free(json_parser *p) { delete p; }

const char *json_parse(
    json_parser *p, const char *text, size_t length, bool padded, json_element *root) {
  element value;
  auto error = p->parser.parse(text, length, !padded).get(value);
  if (error) return simdjson::error_message(error);
  *root = wrap(value);
  return nullptr;
}

json_kind json_element_kind(json_element e) {
  switch (unwrap(e).type()) {
    case element_type::BOOL: return JSON_BOOL;
    case element_type::INT64: return JSON_INT;
    case element_type::UINT64: return JSON_UINT;
    case element_type::DOUBLE: return JSON_DOUBLE;
    case element_type::STRING: return JSON_STRING;
    case element_type::ARRAY: return JSON_ARRAY;
    case element_type::OBJECT: return JSON_OBJECT;
    default: return JSON_NULL;
  }
}

bool json_element_bool(json_element e) {
  bool value = false;
  (void)unwrap(e).get(value);
  return value;
}

int64_t json_element_int(json_element e) {
  int64_t value = 0;
  (void)unwrap(e).get(value);
  return value;
}

double json_element_double(json_element e) {
  double value = 0;
  (void)unwrap(e).get(value);
  return value;
}

const char *json_element_string(json_element e, size_t *length) {
  std::string_view text;
  if (unwrap(e).get(text)) {
    *length = 0;
    return "";
  }
  *length = text.size();
  return text.data();
}

json_members json_element_members(json_element e) {
  element value = unwrap(e);
  simdjson::dom::object object;
  simdjson::dom::array array;
  if (!value.get(object)) return {place(object.begin()), place(object.end()).index, true};
  if (!value.get(array)) return {place(array.begin()), place(array.end()).index, false};
  return {e, e.index, false};
}

bool json_members_next(
    json_members *members, const char **key, size_t *key_length, json_element *value) {
  if (members->next.index == members->end) return false;
  *key = nullptr;
  *key_length = 0;
  if (members->has_keys) {
    auto at = iterator<object_iterator>(members->next);
    auto name = at.key();
    *key = name.data();
    *key_length = name.size();
    *value = wrap(at.value());
    members->next = place(++at);
  } else {
    auto at = iterator<array_iterator>(members->next);
    *value = wrap(*at);
    members->next = place(++at);
  }
  return true;
}
}
