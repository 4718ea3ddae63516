#include "watch/snapshot_inner.h"

#include "base/alloc.h"
#include "base/file.h"
#include "names/known.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char magic[8] = {'w', 'a', 's', 'l', 'p', 'e', 'r', 's'};
/* SHA-256 of the sources that read names, from the build: their readings are
 * what a file holds. */
static const char reading[] = WASL_NAMES_READING;
_Static_assert(sizeof(reading) == 65, "64 hexadecimal digits");

/* --- a person ------------------------------------------------------------- */

static void put_name(struct wasl_buf *out, const struct wasl_name *name)
{
	wasl_buf_put_u8(out, name->n);
	for (size_t w = 0; w < name->n; w++) {
		const struct wasl_word *word = &name->word[w];

		wasl_buf_put_u8(out, word->script);
		wasl_buf_put_u8(out, word->particle);
		wasl_buf_put_u8(out, word->core);
		wasl_buf_put_u8(out, word->n);
		wasl_buf_put(out, word->c, word->n);
	}
}

static void put_birth(struct wasl_buf *out, const struct wasl_birth *birth)
{
	wasl_buf_put_u8(out, birth->precision);
	wasl_buf_put_u16(out, birth->year);
	wasl_buf_put_u8(out, birth->month);
	wasl_buf_put_u8(out, birth->day);
}

static void put_text(struct wasl_buf *out, const char *text)
{
	size_t n = strlen(text);

	wasl_buf_put_u8(out, (uint8_t)n);
	wasl_buf_put(out, text, n);
}

void wasl_persons_put(struct wasl_buf *out, const struct wasl_persons_entry *e)
{
	wasl_buf_put_u8(out, e->key.source);
	wasl_buf_put(out, e->key.b, sizeof(e->key.b));
	wasl_buf_put_u64(out, (uint64_t)e->expires_at);
	wasl_buf_put_u8(out, (uint8_t)e->sex);
	wasl_buf_put_u8(out, (uint8_t)e->n_names);
	wasl_buf_put_u8(out, (uint8_t)e->n_births);
	wasl_buf_put_u8(out, (uint8_t)e->n_documents);
	wasl_buf_put_u8(out, (uint8_t)e->n_places);
	for (size_t i = 0; i < e->n_names; i++)
		put_name(out, &e->name[i]);
	for (size_t i = 0; i < e->n_births; i++)
		put_birth(out, &e->birth[i]);
	for (size_t i = 0; i < e->n_documents; i++)
		put_text(out, e->document[i]);
	for (size_t i = 0; i < e->n_places; i++)
		put_text(out, e->place[i]);
}

static bool take_word(struct wasl_word *word, struct wasl_cursor *in)
{
	uint8_t letters;

	*word = (struct wasl_word){.script = wasl_cursor_u8(in)};
	word->particle = wasl_cursor_u8(in);
	word->core = wasl_cursor_u8(in);
	word->n = wasl_cursor_u8(in);
	letters = word->script == WASL_SCRIPT_ARABIC ? WASL_ARABIC_LETTERS
						     : WASL_LATIN_LETTERS;
	if (in->bad || word->n == 0 || word->n > WASL_WORD_LETTERS_MAX ||
	    word->core >= word->n || word->particle > WASL_PARTICLE_LINK ||
	    (word->script != WASL_SCRIPT_ARABIC &&
	     word->script != WASL_SCRIPT_LATIN))
		return false;
	for (size_t i = 0; i < word->n; i++) {
		word->c[i] = wasl_cursor_u8(in);
		if (word->c[i] == 0 || word->c[i] > letters)
			return false;
	}
	word->known = wasl_word_known(word);
	return true;
}

static bool take_name(struct wasl_name *name, struct wasl_cursor *in)
{
	name->n = wasl_cursor_u8(in);
	name->notes = 0;
	if (name->n == 0 || name->n > WASL_NAME_WORDS_MAX)
		return false;
	for (size_t w = 0; w < name->n; w++)
		if (!take_word(&name->word[w], in))
			return false;
	return true;
}

static bool take_birth(struct wasl_birth *birth, struct wasl_cursor *in)
{
	birth->precision = wasl_cursor_u8(in);
	birth->year = wasl_cursor_u16(in);
	birth->month = wasl_cursor_u8(in);
	birth->day = wasl_cursor_u8(in);
	return birth->precision != WASL_BIRTH_UNKNOWN &&
	       birth->precision <= WASL_BIRTH_PRESUMED && birth->month <= 12 &&
	       birth->day <= 31;
}

static bool take_text(char *out, size_t max, struct wasl_cursor *in)
{
	wasl_bytes text = wasl_cursor_take(in, wasl_cursor_u8(in));

	if (text.n == 0 || text.n > max || memchr(text.p, 0, text.n) != NULL)
		return false;
	memcpy(out, text.p, text.n);
	out[text.n] = '\0';
	return true;
}

static bool take_counts(struct wasl_persons_entry *e, struct wasl_cursor *in)
{
	e->n_names = wasl_cursor_u8(in);
	e->n_births = wasl_cursor_u8(in);
	e->n_documents = wasl_cursor_u8(in);
	e->n_places = wasl_cursor_u8(in);
	return e->n_names > 0 && e->n_names <= WASL_PERSON_NAMES_MAX &&
	       e->n_births <= WASL_PERSON_BIRTHS_MAX &&
	       e->n_documents <= WASL_PERSON_DOCUMENTS_MAX &&
	       e->n_places <= WASL_PERSON_PLACES_MAX;
}

bool wasl_persons_take(struct wasl_persons_entry *e, struct wasl_cursor *in)
{
	wasl_bytes key;
	bool good;

	e->key.source = wasl_cursor_u8(in);
	key = wasl_cursor_take(in, sizeof(e->key.b));
	if (key.n == 0 || e->key.source < WASL_PERSONS_LIST ||
	    e->key.source > WASL_PERSONS_BATCH)
		return false;
	memcpy(e->key.b, key.p, sizeof(e->key.b));
	e->expires_at = (int64_t)wasl_cursor_u64(in);
	e->sex = (char)wasl_cursor_u8(in);
	good = (e->sex == 0 || e->sex == 'F' || e->sex == 'M') &&
	       take_counts(e, in);
	for (size_t i = 0; good && i < e->n_names; i++)
		good = take_name(&e->name[i], in);
	for (size_t i = 0; good && i < e->n_births; i++)
		good = take_birth(&e->birth[i], in);
	for (size_t i = 0; good && i < e->n_documents; i++)
		good = take_text(e->document[i], WASL_PERSON_DOCUMENT_LEN, in);
	for (size_t i = 0; good && i < e->n_places; i++)
		good = take_text(e->place[i], WASL_PERSON_PLACE_LEN, in);
	return good && !in->bad;
}

/* --- the file ------------------------------------------------------------- */

static uint8_t nibble(char c)
{
	return (uint8_t)(c <= '9' ? c - '0' : c - 'a' + 10);
}

void snapshot_head(uint8_t out[static WASL_PERSONS_FILE_HEAD],
		   const struct wasl_persons_file *head)
{
	struct wasl_buf buf = {.p = out, .cap = WASL_PERSONS_FILE_HEAD};

	wasl_buf_put(&buf, magic, sizeof(magic));
	wasl_buf_put_u32(&buf, WASL_PERSONS_FILE_VERSION);
	for (size_t i = 0; i < 64; i += 2)
		wasl_buf_put_u8(&buf, (uint8_t)(nibble(reading[i]) << 4 |
						nibble(reading[i + 1])));
	wasl_buf_put(&buf, head->uid, sizeof(head->uid));
	wasl_buf_put(&buf, head->wrapped.b, sizeof(head->wrapped.b));
	wasl_assert(buf.n == WASL_PERSONS_FILE_HEAD && !buf.over);
}

struct snapshot_place
snapshot_place(const uint8_t head[static WASL_PERSONS_FILE_HEAD],
	       uint64_t number, uint32_t n)
{
	struct snapshot_place place;
	struct wasl_buf buf = WASL_BUF(place.b);

	wasl_buf_put(&buf, head, WASL_PERSONS_FILE_HEAD);
	wasl_buf_put_u64(&buf, number);
	wasl_buf_put_u32(&buf, n);
	return place;
}

bool snapshot_same_reading(const uint8_t got[static WASL_PERSONS_FILE_HEAD],
			   const uint8_t want[static WASL_PERSONS_FILE_HEAD])
{
	return memcmp(got, want, SNAPSHOT_UID) == 0;
}

bool snapshot_is_one(const uint8_t got[static WASL_PERSONS_FILE_HEAD])
{
	return memcmp(got, magic, sizeof(magic)) == 0;
}

/* --- writing -------------------------------------------------------------- */

struct writer {
	int fd;
	const struct wasl_persons_saving *w;
	uint8_t head[WASL_PERSONS_FILE_HEAD];
	uint64_t number;
	uint64_t bytes;
	struct wasl_buf plain;
	uint8_t *chunk; /* SNAPSHOT_CHUNK + SNAPSHOT_AROUND */
};

static wasl_status write_all(int fd, const uint8_t *p, size_t n,
			     struct wasl_err *err)
{
	while (n > 0) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return wasl_fail(err, wasl_errno_status(errno),
					 "the snapshot of persons");
		p += done;
		n -= (size_t)done;
	}
	return WASL_OK;
}

static wasl_status write_chunk(struct writer *w, bool last,
			       struct wasl_err *err)
{
	uint32_t n = (uint32_t)(w->plain.n + WASL_AEAD_TAG) |
		     (last ? SNAPSHOT_LAST : 0);
	struct snapshot_place place = snapshot_place(w->head, w->number++, n);
	struct wasl_buf out = {.p = w->chunk,
			       .cap = SNAPSHOT_CHUNK + SNAPSHOT_AROUND};
	uint8_t *nonce;

	wasl_assert(!w->plain.over);
	wasl_buf_put_u32(&out, n);
	nonce = wasl_buf_take(&out, WASL_AEAD_XNONCE);
	wasl_random_fill(w->w->random, nonce, WASL_AEAD_XNONCE);
	wasl_aead_xseal(out.p + out.n, w->w->key, nonce, WASL_BYTES(place.b),
			wasl_buf_bytes(&w->plain));
	out.n += w->plain.n + WASL_AEAD_TAG;
	w->plain.n = 0;
	w->bytes += out.n;
	if (w->w->stop != NULL && *w->w->stop)
		return wasl_fail(err, WASL_GONE, "the node is stopping");
	return write_all(w->fd, out.p, out.n, err);
}

static wasl_status write_person(void *ctx,
				const struct wasl_persons_entry *entry,
				struct wasl_err *err)
{
	struct writer *w = ctx;

	if (w->plain.cap - w->plain.n < WASL_PERSONS_PUT_MAX)
		WASL_TRY(write_chunk(w, false, err));
	wasl_persons_put(&w->plain, entry);
	return WASL_OK;
}

static wasl_status write_file(struct writer *w, struct wasl_persons *persons,
			      struct wasl_err *err)
{
	const struct wasl_persons_size size = wasl_persons_size(persons);

	WASL_TRY(write_all(w->fd, w->head, sizeof(w->head), err));
	w->bytes = sizeof(w->head);
	wasl_buf_put_u64(&w->plain, (uint64_t)w->w->position);
	wasl_buf_put_u64(&w->plain, size.persons);
	wasl_buf_put_u64(&w->plain, size.names);
	wasl_buf_put_u64(&w->plain, size.words);
	WASL_TRY(wasl_persons_each(persons, write_person, w, err));
	WASL_TRY(write_chunk(w, true, err));
	if (fsync(w->fd) != 0)
		return wasl_fail(err, wasl_errno_status(errno),
				 "the snapshot of persons");
	return WASL_OK;
}

/* Sync the folder that the file is in. */
static wasl_status put_in_place(const char *fresh, const char *path,
				struct wasl_err *err)
{
	char dir[PATH_MAX];
	const char *slash = strrchr(path, '/');
	int n = slash == NULL ? 0 : (int)(slash - path);

	if (rename(fresh, path) != 0)
		return wasl_fail(err, wasl_errno_status(errno),
				 "the snapshot of persons");
	snprintf(dir, sizeof(dir), "%.*s", n, path);
	return wasl_dir_sync(n == 0 ? "." : dir, err);
}

wasl_status wasl_persons_save(const char *path, uint64_t *bytes,
			      struct wasl_persons *persons,
			      const struct wasl_persons_saving *writing,
			      struct wasl_err *err)
{
	wasl_autofree uint8_t *plain = wasl_alloc(SNAPSHOT_CHUNK, 1);
	wasl_autofree uint8_t *chunk =
		wasl_alloc(SNAPSHOT_CHUNK + SNAPSHOT_AROUND, 1);
	struct writer w = {.w = writing,
			   .plain = {.p = plain, .cap = SNAPSHOT_CHUNK},
			   .chunk = chunk};
	char fresh[PATH_MAX];
	wasl_status status;

	*bytes = 0;
	if (plain == NULL || chunk == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "snapshot");
	if ((size_t)snprintf(fresh, sizeof(fresh), "%s.new", path) >=
	    sizeof(fresh))
		return wasl_fail(err, WASL_TOO_BIG, "the folder's name");
	snapshot_head(w.head, writing->head);
	w.fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (w.fd < 0)
		return wasl_fail(err, wasl_errno_status(errno),
				 "the snapshot of persons");
	status = write_file(&w, persons, err);
	if (close(w.fd) != 0 && status == WASL_OK)
		status = wasl_fail(err, wasl_errno_status(errno),
				   "the snapshot of persons");
	if (status == WASL_OK)
		status = put_in_place(fresh, path, err);
	if (status != WASL_OK)
		(void)unlink(fresh);
	*bytes = w.bytes;
	return status;
}
