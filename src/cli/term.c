#include "cli/term.h"

#include "base/alloc.h"
#include "base/text.h"

#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

/* Unicode's first strong isolate and its end. */
#define FSI	    "\u2068"
#define PDI	    "\u2069"
#define REPLACEMENT 0xfffd

static const char *const styles[] = {
	[CLI_PLAIN] = "",	 [CLI_BOLD] = "\033[1m",
	[CLI_DIM] = "\033[2m",	 [CLI_GOOD] = "\033[32m",
	[CLI_WARN] = "\033[33m", [CLI_BAD] = "\033[31m",
};

struct cli_term cli_term_init(FILE *f)
{
	struct cli_term term = {.f = f, .columns = 80};
	int fd = fileno(f);
	struct winsize size;
	term.tty = fd >= 0 && isatty(fd);
	if (term.tty && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		term.columns = size.ws_col;
	return term;
}

/* Controls of the terminal and of the bidirectional algorithm: a partner's
 * text must not move the cursor or turn its neighbours round. */
static bool harmful(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) ||
	       (cp >= 0x202a && cp <= 0x202e) ||
	       (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200e || cp == 0x200f ||
	       cp == 0x061c || cp == 0x2028 || cp == 0x2029;
}

static bool right_to_left(uint32_t cp)
{
	return (cp >= 0x0590 && cp <= 0x08ff) ||
	       (cp >= 0xfb1d && cp <= 0xfdff) || (cp >= 0xfe70 && cp <= 0xfefc);
}

static bool has_right_to_left(const char *text)
{
	wasl_bytes in = wasl_bytes_of(text, strlen(text));
	for (size_t at = 0; at < in.n;)
		if (right_to_left(wasl_utf8_next(in, &at)))
			return true;
	return false;
}

size_t cli_width(const char *text)
{
	wasl_bytes in = wasl_bytes_of(text, strlen(text));
	size_t width = 0;
	for (size_t at = 0; at < in.n;) {
		uint32_t cp = wasl_utf8_next(in, &at);
		int w = harmful(cp) ? 1 : wcwidth((wchar_t)cp);
		width += w < 0 ? 1 : (size_t)w;
	}
	return width;
}

static void put_code_points(FILE *f, const char *text)
{
	wasl_bytes in = wasl_bytes_of(text, strlen(text));
	for (size_t at = 0; at < in.n;) {
		uint8_t out[4];
		uint32_t cp = wasl_utf8_next(in, &at);
		size_t n = wasl_utf8_put(out, harmful(cp) ? REPLACEMENT : cp);
		fwrite(out, 1, n, f);
	}
}

static void put_value(struct cli_term *term, const char *text)
{
	bool isolate = *text && (strcmp(cli_language(), "ar") == 0 ||
				 (term->tty && has_right_to_left(text)));
	if (isolate)
		fputs(FSI, term->f);
	put_code_points(term->f, text);
	if (isolate)
		fputs(PDI, term->f);
}

void cli_put(struct cli_term *term, enum cli_style style, const char *text)
{
	bool coloured = term->tty && style != CLI_PLAIN;
	if (coloured)
		fputs(styles[style], term->f);
	put_value(term, text);
	if (coloured)
		fputs("\033[0m", term->f);
}

/* The text of a message with each {name} replaced. */
static void put_message(struct cli_term *term, enum cli_msg msg,
			const struct cli_value *values)
{
	const char *s = cli_msg_text(msg);
	while (*s) {
		/* A name begins with a letter; JSON in a help text does not. */
		bool named = *s == '{' && s[1] >= 'a' && s[1] <= 'z';
		const char *end = named ? strchr(s, '}') : NULL;
		if (!end) {
			putc(*s++, term->f);
			continue;
		}
		wasl_text name = {s + 1, (size_t)(end - s - 1)};
		const struct cli_value *v = values;
		while (v->name && !wasl_text_is(name, v->name))
			v++;
		wasl_assert(v->name);
		put_value(term, v->text ? v->text : "-");
		s = end + 1;
	}
}

void cli_say_values(struct cli_term *term, enum cli_style style,
		    enum cli_msg msg, const struct cli_value *values)
{
	bool coloured = term->tty && style != CLI_PLAIN;
	cli_progress_end(term);
	if (coloured)
		fputs(styles[style], term->f);
	put_message(term, msg, values);
	if (coloured)
		fputs("\033[0m", term->f);
	putc('\n', term->f);
}

void cli_say(struct cli_term *term, enum cli_style style, enum cli_msg msg)
{
	cli_say_values(term, style, msg, &(const struct cli_value){NULL, NULL});
}

struct cli_table cli_table_init(size_t columns)
{
	wasl_assert(columns > 0 && columns <= CLI_TABLE_COLUMNS_MAX);
	return (struct cli_table){.columns = columns, .heading = true};
}

void cli_table_deinit(struct cli_table *table)
{
	for (size_t i = 0; i < table->rows * table->columns; i++)
		wasl_free(table->cells[i]);
	wasl_free(table->cells);
	*table = (struct cli_table){0};
}

void cli_table_row(struct cli_table *table, const char *const *cells)
{
	size_t at = table->rows * table->columns;
	if (table->over || !wasl_grow(&table->cells, &table->cap,
				      at + table->columns, sizeof(char *))) {
		table->over = true;
		return;
	}
	for (size_t i = 0; i < table->columns; i++) {
		const char *text = cells[i] ? cells[i] : "-";
		table->cells[at + i] = wasl_strndup(text, strlen(text));
		table->over |= !table->cells[at + i];
	}
	table->rows++;
}

static void pad(FILE *f, size_t n)
{
	while (n-- > 0)
		putc(' ', f);
}

/* One row; nothing is padded behind the last cell that says something. */
static void print_row(struct cli_term *term, char *const *cells,
		      const size_t *widths, size_t columns,
		      enum cli_style style)
{
	while (columns > 1 && cells[columns - 1][0] == '\0')
		columns--;
	for (size_t c = 0; c < columns; c++) {
		cli_put(term, style, cells[c]);
		if (c + 1 < columns)
			pad(term->f, widths[c] - cli_width(cells[c]) + 2);
	}
	putc('\n', term->f);
}

void cli_table_print(struct cli_term *term, const struct cli_table *table,
		     size_t indent)
{
	size_t widths[CLI_TABLE_COLUMNS_MAX] = {0};
	cli_progress_end(term);
	if (table->over) {
		cli_say(term, CLI_BAD, CLI_MSG_NO_MEMORY);
		return;
	}
	for (size_t i = 0; i < table->rows * table->columns; i++) {
		size_t width = cli_width(table->cells[i]);
		if (width > widths[i % table->columns])
			widths[i % table->columns] = width;
	}
	for (size_t r = 0; r < table->rows; r++) {
		pad(term->f, indent);
		print_row(term, table->cells + r * table->columns, widths,
			  table->columns,
			  r == 0 && table->heading ? CLI_BOLD : CLI_PLAIN);
	}
}

void cli_progress(struct cli_term *term, enum cli_msg msg,
		  const struct cli_value *values)
{
	if (!term->tty)
		return;
	fputs("\r\033[K", term->f);
	put_message(term, msg, values);
	fflush(term->f);
	term->progress = true;
}

void cli_progress_end(struct cli_term *term)
{
	if (!term->progress)
		return;
	fputs("\r\033[K", term->f);
	term->progress = false;
}
