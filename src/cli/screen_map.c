#include "cli/screen_map.h"
#include "base/text.h"
#include "calendar/civil.h"
#include "kind/fault.h"

#include <stdio.h>

#define DATE_LEN ((size_t)10)

/* Of the table, by fact. */
static const char *const headings[CLI_SCREEN_FACTS] = {"name",	"born", "sex",
						       "place", "doc",	"ref"};

const char *const cli_screen_member[CLI_SCREEN_FACTS] = {
	"name", "born", "sex", "place", "document", "reference"};

static bool same_heading(wasl_text a, wasl_text b)
{
	size_t i = 0;

	while (a.n > 0 && a.p[a.n - 1] == ' ')
		a.n--;
	for (; i < a.n && i < b.n; i++)
		if ((a.p[i] >= 'A' && a.p[i] <= 'Z' ? a.p[i] + 32 : a.p[i]) !=
		    (b.p[i] >= 'A' && b.p[i] <= 'Z' ? b.p[i] + 32 : b.p[i]))
			return false;
	return a.n == b.n;
}

/* The column of a heading; false if there is none. */
static bool map_one(struct cli_screen_map *out, const struct wasl_csv *row,
		    size_t fact, wasl_text heading)
{
	for (size_t i = 0; i < row->n; i++) {
		if (!same_heading(row->field[i], heading) ||
		    out->n[fact] == CLI_SCREEN_JOINED_MAX)
			continue;
		out->at[fact][out->n[fact]++] = i;
		return true;
	}
	return false;
}

/* By its own name, which one column has or none. */
static wasl_status map_usual(struct cli_screen_map *out,
			     const struct wasl_csv *row, size_t fact,
			     struct wasl_err *err)
{
	wasl_text usual = wasl_text_of(headings[fact]);
	size_t n = 0;

	for (size_t i = 0; i < row->n; i++)
		n += same_heading(row->field[i], usual);
	if (n > 1)
		return wasl_fault_of(err, WASL_SCHEMA, "", "column-twice",
				     WASL_FAULT_T("column", usual));
	(void)map_one(out, row, fact, usual);
	return WASL_OK;
}

/* "name=PRENOM+NOM,born=DATE": each fact from one or several columns. */
static wasl_status map_fact(struct cli_screen_map *out,
			    const struct wasl_csv *row, wasl_text fact,
			    struct wasl_err *err)
{
	const char *equals = memchr(fact.p, '=', fact.n);
	size_t n = equals == NULL ? fact.n : (size_t)(equals - fact.p);
	size_t c = 0;

	while (c < CLI_SCREEN_FACTS &&
	       !wasl_text_is((wasl_text){fact.p, n}, headings[c]))
		c++;
	if (c == CLI_SCREEN_FACTS)
		return wasl_fault_of(
			err, WASL_USAGE, "", "map-fact",
			WASL_FAULT_T("fact", ((wasl_text){fact.p, n})));
	if (equals == NULL)
		return wasl_fault_of(err, WASL_USAGE, "", "map-form",
				     WASL_FAULT_T("fact", fact));
	for (size_t at = n + 1; at <= fact.n;) {
		const char *plus = memchr(fact.p + at, '+', fact.n - at);
		size_t end = plus == NULL ? fact.n : (size_t)(plus - fact.p);
		wasl_text heading = {fact.p + at, end - at};

		if (!map_one(out, row, c, heading))
			return wasl_fault_of(err, WASL_SCHEMA, "",
					     "column-none",
					     WASL_FAULT_T("column", heading));
		at = end + 1;
	}
	return WASL_OK;
}

wasl_status cli_screen_map(struct cli_screen_map *out,
			   const struct wasl_csv *heading, const char *map,
			   bool dmy, struct wasl_err *err)
{
	*out = (struct cli_screen_map){.dmy = dmy, .columns = heading->n};
	while (map != NULL && *map != '\0') {
		size_t n = strcspn(map, ",");

		WASL_TRY(map_fact(out, heading, (wasl_text){map, n}, err));
		map += n + (map[n] == ',');
	}
	for (size_t c = 0; c < CLI_SCREEN_FACTS; c++)
		if (out->n[c] == 0)
			WASL_TRY(map_usual(out, heading, c, err));
	if (out->n[CLI_SCREEN_FACT_NAME] > 0)
		return WASL_OK;
	return wasl_fault(err, WASL_SCHEMA, "", "column-map");
}

/* What is too long still is when cut: the node says so. */
static size_t at_most(wasl_text text, size_t max)
{
	size_t n = text.n < max ? text.n : max;

	while (n > 0 && n < text.n && ((uint8_t)text.p[n] & 0xc0) == 0x80)
		n--;
	return n;
}

/* The columns of a fact as they are, joined. */
static wasl_text joined(char space[static CLI_SCREEN_FACT_MAX],
			const struct cli_screen_map *map,
			const struct wasl_csv *row, enum cli_screen_fact fact)
{
	struct wasl_buf buf = {(uint8_t *)space, 0, CLI_SCREEN_FACT_MAX, false};

	for (size_t i = 0; i < map->n[fact]; i++) {
		size_t at = map->at[fact][i];
		wasl_text field =
			at < row->n ? row->field[at] : (wasl_text){"", 0};

		if (buf.n > 0 && field.n > 0 && buf.n < buf.cap)
			wasl_buf_put_u8(&buf, ' ');
		wasl_buf_put(&buf, field.p, at_most(field, buf.cap - buf.n));
	}
	return (wasl_text){space, buf.n};
}

/* DD/MM/YYYY as YYYY-MM-DD; false if it is no such day. */
static bool turn_date(char out[static DATE_LEN], wasl_text in)
{
	char space[CLI_SCREEN_FACT_MAX];
	int64_t days;

	in = wasl_text_digits(space, sizeof(space), in);
	if (in.n != DATE_LEN || in.p[2] != '/' || in.p[5] != '/')
		return false;
	memcpy(out, in.p + 6, 4);
	out[4] = '-';
	memcpy(out + 5, in.p + 3, 2);
	out[7] = '-';
	memcpy(out + 8, in.p, 2);
	return wasl_date_parse(&days, (wasl_text){out, DATE_LEN});
}

wasl_text cli_screen_fact(char space[static CLI_SCREEN_FACT_MAX],
			  const struct cli_screen_map *map,
			  const struct wasl_csv *row, enum cli_screen_fact fact)
{
	wasl_text text = joined(space, map, row, fact);
	char date[DATE_LEN];

	if (fact == CLI_SCREEN_FACT_BORN && map->dmy && turn_date(date, text))
		memcpy(space, date, DATE_LEN);
	return text;
}

wasl_status cli_screen_dated(const struct cli_screen_map *map,
			     const struct wasl_csv *row, struct wasl_err *err)
{
	char space[CLI_SCREEN_FACT_MAX], plain[CLI_SCREEN_FACT_MAX];
	char date[DATE_LEN];
	wasl_text text = joined(space, map, row, CLI_SCREEN_FACT_BORN);

	text = wasl_text_digits(plain, sizeof(plain), text);
	if (text.n == 0 ||
	    (map->dmy ? turn_date(date, text) : wasl_date_valid(text)))
		return WASL_OK;
	return wasl_fault_of(
		err, WASL_SCHEMA, "", map->dmy ? "column-dmy" : "column-date",
		WASL_FAULT_N("column", map->at[CLI_SCREEN_FACT_BORN][0] + 1));
}
