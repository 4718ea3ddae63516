/*
 * TZif (RFC 8536 §3):
 *
 *   header v1 | data block v1 (skipped) | header v2+ | data block | footer
 *   header: "TZif" version 15 zeros, six u32 counts:
 *           isutcnt isstdcnt leapcnt timecnt typecnt charcnt
 *   data:   timecnt × i64 instants | timecnt × u8 types |
 *           typecnt × (i32 offset, u8 dst, u8 name) | charcnt names |
 *           leapcnt × 12 | isstdcnt | isutcnt
 *   footer: LF, a POSIX TZ string for what comes after, LF
 */
#include "calendar/zone.h"

#include "base/alloc.h"
#include "calendar/posix.h"

#define HEADER_BYTES 44
/* RFC 8536 §3.2: offsets are within a day or so; real ones within 15 h. */
#define OFFSET_MAX (26 * 3600)

struct wasl_zone {
	int32_t before; /* offset ahead of the first move */
	size_t n;
	int64_t *at;		 /* rising instants of moves */
	int32_t *offset;	 /* in force from `at[i]` on */
	struct wasl_posix after; /* what follows the last move */
};

struct counts {
	uint8_t version;
	uint32_t isut, isstd, leaps, times, types, chars;
};

static wasl_status read_header(struct counts *out, struct wasl_cursor *c,
			       struct wasl_err *err)
{
	wasl_bytes magic = wasl_cursor_take(c, 4);

	out->version = wasl_cursor_u8(c);
	wasl_cursor_take(c, 15);
	out->isut = wasl_cursor_u32(c);
	out->isstd = wasl_cursor_u32(c);
	out->leaps = wasl_cursor_u32(c);
	out->times = wasl_cursor_u32(c);
	out->types = wasl_cursor_u32(c);
	out->chars = wasl_cursor_u32(c);
	if (c->bad || !wasl_bytes_eq(magic, wasl_bytes_of("TZif", 4)))
		return wasl_fail(err, WASL_MALFORMED, "no TZif header");
	if (out->version < '2')
		return wasl_fail(err, WASL_UNSUPPORTED, "TZif of version 1");
	if (out->times > WASL_ZONE_MOVES_MAX || out->types == 0 ||
	    out->types > WASL_ZONE_TYPES_MAX || out->chars > 1024 ||
	    out->leaps > 1024 || out->isut > out->types ||
	    out->isstd > out->types)
		return wasl_fail(err, WASL_MALFORMED,
				 "TZif counts out of range");
	return WASL_OK;
}

/* The bytes of a data block whose instants have `width` bytes. */
static size_t block_bytes(const struct counts *n, size_t width)
{
	return (size_t)n->times * (width + 1) + (size_t)n->types * 6 +
	       n->chars + (size_t)n->leaps * (width + 4) + n->isstd + n->isut;
}

static wasl_status alloc_moves(struct wasl_zone *zone, size_t n,
			       struct wasl_err *err)
{
	zone->n = n;
	zone->at = wasl_alloc(n == 0 ? 1 : n, sizeof(*zone->at));
	zone->offset = wasl_alloc(n == 0 ? 1 : n, sizeof(*zone->offset));
	if (zone->at == NULL || zone->offset == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "time zone");
	return WASL_OK;
}

static wasl_status read_moves(struct wasl_zone *zone, struct wasl_cursor *c,
			      const struct counts *n, struct wasl_err *err)
{
	int32_t offsets[WASL_ZONE_TYPES_MAX];
	wasl_bytes types;

	for (size_t i = 0; i < n->times; i++) {
		zone->at[i] = (int64_t)wasl_cursor_u64(c);
		if (i > 0 && zone->at[i] <= zone->at[i - 1])
			return wasl_fail(err, WASL_MALFORMED,
					 "TZif instants do not rise");
	}
	types = wasl_cursor_take(c, n->times);
	for (size_t i = 0; i < n->types; i++) {
		offsets[i] = (int32_t)wasl_cursor_u32(c);
		wasl_cursor_take(c, 2);
		if (offsets[i] < -OFFSET_MAX || offsets[i] > OFFSET_MAX)
			return wasl_fail(err, WASL_MALFORMED,
					 "TZif offset out of range");
	}
	if (c->bad)
		return wasl_fail(err, WASL_MALFORMED, "TZif data cut short");
	for (size_t i = 0; i < n->times; i++) {
		if (types.p[i] >= n->types)
			return wasl_fail(err, WASL_MALFORMED,
					 "TZif type %d does not exist",
					 types.p[i]);
		zone->offset[i] = offsets[types.p[i]];
	}
	/* RFC 8536 §3.2: local time before the first move is of type 0. */
	zone->before = offsets[0];
	return WASL_OK;
}

static wasl_status read_footer(struct wasl_zone *zone, struct wasl_cursor *c,
			       struct wasl_err *err)
{
	wasl_bytes all = wasl_cursor_take(c, c->n);

	if (c->bad || all.n < 2 || all.p[0] != '\n' || all.p[all.n - 1] != '\n')
		return wasl_fail(err, WASL_MALFORMED, "no TZif footer");
	return wasl_posix_parse(&zone->after,
				(wasl_text){(const char *)all.p + 1, all.n - 2},
				err);
}

static wasl_status read_file(struct wasl_zone *zone, wasl_bytes in,
			     struct wasl_err *err)
{
	struct wasl_cursor c = wasl_cursor_init(in);
	struct counts n;

	WASL_TRY(read_header(&n, &c, err));
	wasl_cursor_take(&c, block_bytes(&n, 4));
	WASL_TRY(read_header(&n, &c, err));
	if (n.leaps > 0)
		return wasl_fail(err, WASL_UNSUPPORTED,
				 "TZif with leap seconds");
	WASL_TRY(alloc_moves(zone, n.times, err));
	WASL_TRY(read_moves(zone, &c, &n, err));
	wasl_cursor_take(&c, (size_t)n.chars + n.isstd + n.isut);
	return read_footer(zone, &c, err);
}

wasl_status wasl_zone_new(struct wasl_zone **out, wasl_bytes in,
			  struct wasl_err *err)
{
	struct wasl_zone *zone;
	wasl_status status;

	*out = NULL;
	if (in.n > WASL_ZONE_FILE_MAX)
		return wasl_fail(err, WASL_TOO_BIG,
				 "time zone file of %zu bytes", in.n);
	zone = wasl_alloc(1, sizeof(*zone));
	if (zone == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "time zone");
	status = read_file(zone, in, err);
	if (status != WASL_OK) {
		wasl_zone_free(zone);
		return status;
	}
	*out = zone;
	return WASL_OK;
}

void wasl_zone_free(struct wasl_zone *zone)
{
	if (zone == NULL)
		return;
	wasl_free(zone->at);
	wasl_free(zone->offset);
	wasl_free(zone);
}

int32_t wasl_zone_offset(const struct wasl_zone *zone, int64_t utc)
{
	size_t low = 0;
	size_t high = zone->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (zone->at[mid] <= utc)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == zone->n && zone->after.present)
		return wasl_posix_offset(&zone->after, utc);
	return low == 0 ? zone->before : zone->offset[low - 1];
}

int64_t wasl_zone_utc(const struct wasl_zone *zone, int64_t local)
{
	/* Offsets a day either way bracket any move near `local`. The larger
	 * offset gives the earlier instant, so of a time shown twice the first
	 * is found first. */
	int32_t early = wasl_zone_offset(zone, local - 86400);
	int32_t late = wasl_zone_offset(zone, local + 86400);
	int32_t large = early > late ? early : late;
	int32_t small = early > late ? late : early;

	if (wasl_zone_local(zone, local - large) == local)
		return local - large;
	if (wasl_zone_local(zone, local - small) == local)
		return local - small;
	/* Skipped: as if the clocks had not moved yet. */
	return local - early;
}
