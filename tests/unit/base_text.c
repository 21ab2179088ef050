/* Letters and marks that are one, signs that nobody sees, and what words are folded to. */
#include "test.h"

#include "base/text.h"

static void joined(const char *from, const char *to)
{
    char text[128];
    CHECK(text_copy(text, sizeof text, from));
    text_join(text);
    CHECK_TEXT(text, to);
}

static void folded(const char *from, const char *to)
{
    char text[128];
    text_fold(text, sizeof text, from);
    CHECK_TEXT(text, to);
}

int main(void)
{
    joined("", "");
    joined("Oslo", "Oslo");
    joined("A\u030Apen", "Åpen");
    joined("e\u0302\u0301", "ế");
    joined("\u0301e", "\u0301e"); /* a mark on nothing */
    joined("q\u0301e\u0301", "q\u0301é");
    joined("Nguye\u0302\u0303n \u0110a\u0323t", "Nguyễn Đạt");
    joined("T\u0336\u0321i", "T\u0336\u0321i");
    joined("🙂e\u0301", "🙂é");

    folded("Nguyễn Đạt", "nguyen dat");
    folded("Nguye\u0302\u0303n", "nguyen");
    folded("Trương", "truong");
    folded("Selv\u200Bhjelp", "selvhjelp");
    folded("Selv\u00ADstendig", "selvstendig");
    folded("\uFEFFRo\u2060lig", "rolig");
    folded("Å være  ÅPEN", "a vaere apen");
    folded("T\u0336\u0321\u034Ei", "ti");
    folded("\u200B\u2060 \u00A0", "");
    folded("Čáhppes áhkku", "cahppes ahkku");

    folded("Ștefan Țîrlea Ţ", "stefan tirlea t");
    folded("Dąbrowska ŁÓDŹ Đặng ŊŦ", "dabrowska lodz dang nt");
    folded("İstanbul ıĞ Straße ½ ﬁn", "istanbul ig strasse 1 2 fin");
    folded("Ж Ґ", "ж ґ");

    CHECK(text_hidden(0xAD) && text_hidden(0x200B) && text_hidden(0x202E) && text_hidden(0xFE0F) &&
          text_hidden(0xFEFF));
    CHECK(!text_hidden(' ') && !text_hidden(0xA0) && !text_hidden('a') && !text_hidden(0x2010) && !text_hidden(0x2028));
    CHECK(text_mark(0x301) && text_mark(0x336) && text_mark(0x20DD) && !text_mark(0x34F) && !text_mark('a'));
    return TEST_END();
}
