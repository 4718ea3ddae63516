#include "check.h"

#include "blob/sniff.h"

#define B(literal) literal, sizeof(literal) - 1
#define OOXML	   "application/vnd.openxmlformats-officedocument."
#define ODT	   "application/vnd.oasis.opendocument.text"
#define ZIP_HEAD   "PK\3\4aaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct {
	const char *bytes;
	size_t n;
	const char *name, *type;
	unsigned dangers;
	bool fits;
} of[] = {
	{B("%PDF-1.7\n"), "a.pdf", "application/pdf", 0, true},
	{B("%PDF-1.7\n"), "a.PDF", "application/pdf", 0, true},
	{B("%PDF-1.7\n"), "a.txt", "application/pdf", 0, false},
	{B("%PDF-1.7 /OpenAction /JavaScript"), "a.pdf", "application/pdf",
	 WASL_DANGER_SCRIPT, true},
	{B("\xff\xd8\xff\xe0.."), "p.jpg", "image/jpeg", 0, true},
	{B("\xff\xd8\xff\xe0.."), "p.pdf", "image/jpeg", 0, false},
	{B("\x89PNG\r\n\x1a\n."), "p.png", "image/png", 0, true},
	{B("II*\0...."), "p.tif", "image/tiff", 0, true},
	{B("\0\0\0\x18"
	   "ftypheic"),
	 "p.heic", "image/heic", 0, true},
	{B("\0\0\0\x18"
	   "ftypisom"),
	 "v.mp4", "video/mp4", 0, true},
	{B("ID3\4\0"), "s.mp3", "audio/mpeg", 0, true},
	{B("RIFF\1\2\3\4WAVEfmt "), "s.wav", "audio/wav", 0, true},
	{B(ZIP_HEAD "x/y"), "a.zip", "application/zip", 0, true},
	{B(ZIP_HEAD "word/document.xml"), "a.docx",
	 OOXML "wordprocessingml.document", 0, true},
	{B(ZIP_HEAD "word/document.xml word/vbaProject.bin"), "a.docx",
	 OOXML "wordprocessingml.document", WASL_DANGER_MACRO, true},
	{B(ZIP_HEAD "mimetype" ODT "PK"), "a.odt", ODT, 0, true},
	{B(ZIP_HEAD "AndroidManifest.xml"), "a.apk",
	 "application/vnd.android.package-archive", WASL_DANGER_PROGRAM, true},
	{B("MZ\x90\0\3\0"), "a.exe",
	 "application/vnd.microsoft.portable-executable", WASL_DANGER_PROGRAM,
	 true},
	{B("MZ\x90\0\3\0"), "photo.jpg",
	 "application/vnd.microsoft.portable-executable", WASL_DANGER_PROGRAM,
	 false},
	{B("\x7f"
	   "ELF\2\1\1\0"),
	 "a", "application/x-elf", WASL_DANGER_PROGRAM, true},
	{B("#!/bin/sh\nrm x\n"), "a.sh", "text/x-script", WASL_DANGER_SCRIPT,
	 true},
	{B("anything"), "a.bat", "text/x-script",
	 WASL_DANGER_SCRIPT | WASL_DANGER_PROGRAM, true},
	{B("\n <!DOCTYPE HTML><p>"), "a.html", "text/html", WASL_DANGER_HTML,
	 true},
	{B("<html>"), "a.txt", "text/html", WASL_DANGER_HTML, false},
	{B("<?xml version=\"1.0\"?>"), "a.xml", "application/xml", 0, true},
	{B("From: x@example.org\r\n"), "a.eml", "message/rfc822", 0, true},
	{B("\xd9\x88\xd8\xb5\xd9\x84\n"), "a.txt", "text/plain", 0, true},
	{B("name;date\nx;y\n"), "list.csv", "text/csv", 0, true},
	{B("BMW seen at the harbour"), "note.txt", "text/plain", 0, true},
	{B("just text"), "a.pdf", "text/plain", 0, false},
	{B("just text"), "README", "text/plain", 0, true},
	{B("half a letter \xd9"), "a.txt", "application/octet-stream", 0,
	 false},
	{B("zero \0 byte"), "a.txt", "application/octet-stream", 0, false},
	{B("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Word"), "a.doc",
	 "application/x-ole-storage", 0, true},
	{B("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1_\0V\0B\0A\0_\0P\0R\0O\0J\0"),
	 "a.doc", "application/x-ole-storage", WASL_DANGER_MACRO, true},
	{B(""), "a.pdf", "application/x-empty", 0, true},
};

static struct wasl_sniffed sniff(const char *bytes, size_t n, size_t cut,
				 const char *name)
{
	struct wasl_sniff s = {0};

	wasl_sniff_put(&s, wasl_bytes_of(bytes, cut));
	wasl_sniff_put(&s, wasl_bytes_of(bytes + cut, n - cut));
	return wasl_sniff_finish(&s, wasl_text_of(name));
}

/* Whole, and cut in two at every place behind the first eight bytes. */
static void test_blob_sniff__bytes_say_what_a_file_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(of) / sizeof(of[0]); i++) {
		for (size_t cut = of[i].n < 8 ? of[i].n : 8; cut <= of[i].n;
		     cut++) {
			struct wasl_sniffed found =
				sniff(of[i].bytes, of[i].n, cut, of[i].name);

			assert_string_equal(found.type, of[i].type);
			if (found.dangers != of[i].dangers ||
			    found.fits != of[i].fits)
				fail_msg("row %zu cut at %zu: %u %d", i, cut,
					 found.dangers, found.fits);
		}
	}
}

static void test_blob_sniff__a_letter_may_lie_across_pieces(void **state)
{
	static const char bytes[] = "\xf0\x9f\x98\x80 \xd9\x88";

	(void)state;
	for (size_t cut = 0; cut < sizeof(bytes); cut++)
		assert_string_equal(
			sniff(bytes, sizeof(bytes) - 1, cut, "a").type,
			"text/plain");
}

static void test_blob_sniff__ill_formed_text_is_none(void **state)
{
	static const char *const bad[] = {
		"\x80",
		"\xc0\x80",
		"\xc1\xbf",
		"\xe0\x80\x80",
		"\xed\xa0\x80",
		"\xf0\x80\x80\x80",
		"\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80",
		("\xd9"
		 "a"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_string_equal(sniff(bad[i], strlen(bad[i]), 0, "a").type,
				    "application/octet-stream");
}

static void test_blob_sniff__dangers_have_names(void **state)
{
	enum wasl_danger danger;

	(void)state;
	for (unsigned bit = 1; bit < 1u << WASL_DANGERS; bit <<= 1) {
		const char *name = wasl_danger_name((enum wasl_danger)bit);

		assert_true(wasl_danger_find(&danger, wasl_text_of(name)));
		assert_int_equal(danger, bit);
	}
	assert_null(wasl_danger_name(WASL_DANGER_NONE));
	assert_false(wasl_danger_find(&danger, WASL_TEXT("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blob_sniff__bytes_say_what_a_file_is),
		cmocka_unit_test(
			test_blob_sniff__a_letter_may_lie_across_pieces),
		cmocka_unit_test(test_blob_sniff__ill_formed_text_is_none),
		cmocka_unit_test(test_blob_sniff__dangers_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
