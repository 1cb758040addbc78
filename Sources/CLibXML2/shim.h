#include <libxml/xmlversion.h>
// ICU's headers, which only a converter field of libxml2's encoding handlers needs, clash with the
// ones inside Foundation.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
