/* An OpenDocument spreadsheet (ISO/IEC 26300): a ZIP of three stored files, each cell a text. Written here, since all that is needed of that
 * format is one sheet of texts; the ZIP writer of seal/ writes into an encrypted stream. */
#include "ctl/ods.h"

#include <string.h>
#include "base/text.h"
#include "seal/basic.h"

enum { DOS_DAY = 0x21 /* 1980-01-01: no time of day leaves with a list */, VERSION = 20 };

static const char type[] = "application/vnd.oasis.opendocument.spreadsheet";
static const char parts[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
    "manifest:version=\"1.2\"><manifest:file-entry manifest:full-path=\"/\" "
    "manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/><manifest:file-entry manifest:full-path=\"content.xml\" "
    "manifest:media-type=\"text/xml\"/></manifest:manifest>";

void ods_begin(struct buffer *content)
{
    buffer_text(content,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content "
                "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
                "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
                "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.2\"><office:body>"
                "<office:spreadsheet><table:table table:name=\"signups\"><table:table-row>");
}

void ods_cell(struct buffer *content, const char *text)
{
    char one[5];
    buffer_text(content, "<table:table-cell office:value-type=\"string\"><text:p>");
    for (uint32_t c; (c = text_next(&text)) != 0;) {
        bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFE || c == 0xFFFF;
        if (c == '&' || c == '<' || c == '>')
            buffer_format(content, "&#%u;", (unsigned)c);
        else
            buffer_add(content, one, text_put(one, control ? ' ' : c));
    }
    buffer_text(content, "</text:p></table:table-cell>");
}

void ods_next_row(struct buffer *content)
{
    buffer_text(content, "</table:table-row><table:table-row>");
}

static void number(struct buffer *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buffer_add(out, &(uint8_t){(uint8_t)(value >> 8 * i)}, 1);
}

/* What both the entry and the directory say of a file. */
static void facts(struct buffer *out, const char *name, const void *data, size_t size)
{
    number(out, VERSION, 2);
    number(out, 1 << 11 /* names are UTF-8 */, 2);
    number(out, 0 /* stored */, 2);
    number(out, 0, 2);
    number(out, DOS_DAY, 2);
    number(out, seal_crc32(0, data, size), 4);
    number(out, (uint32_t)size, 4);
    number(out, (uint32_t)size, 4);
    number(out, (uint32_t)strlen(name), 2);
    number(out, 0, 2);
}

static void entry(struct buffer *out, struct buffer *directory, const char *name, struct span data)
{
    uint32_t at = (uint32_t)out->length;
    number(out, 0x04034B50, 4);
    facts(out, name, data.data, data.length);
    buffer_text(out, name);
    buffer_add(out, data.data, data.length);
    number(directory, 0x02014B50, 4);
    number(directory, VERSION, 2);
    facts(directory, name, data.data, data.length);
    number(directory, 0, 2); /* comment, disk, attributes */
    number(directory, 0, 2);
    number(directory, 0, 2);
    number(directory, 0, 4);
    number(directory, at, 4);
    buffer_text(directory, name);
}

void ods_end(struct buffer *content, struct buffer *out)
{
    struct buffer directory = {.limit = 1024};
    buffer_text(content,
                "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>");
    entry(out, &directory, "mimetype", (struct span){(const uint8_t *)type, sizeof type - 1});
    entry(out, &directory, "META-INF/manifest.xml", (struct span){(const uint8_t *)parts, sizeof parts - 1});
    entry(out, &directory, "content.xml", (struct span){content->data, content->length});
    uint32_t at = (uint32_t)out->length;
    buffer_add(out, directory.data, directory.length);
    number(out, 0x06054B50, 4);
    number(out, 0, 4);
    number(out, 3 | 3 << 16, 4);
    number(out, (uint32_t)(out->length - 12 - at), 4);
    number(out, at, 4);
    number(out, 0, 2);
    out->over |= content->over;
    buffer_free(&directory);
}
