#include "watch/snapshot.h"

#include "base/alloc.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Plaintext of a chunk at most. */
#define CHUNK ((size_t)256 * 1024)
#define LAST  UINT32_C(0x80000000)

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
	return true;
}

static bool take_name(struct wasl_name *name, struct wasl_cursor *in)
{
	*name = (struct wasl_name){.n = wasl_cursor_u8(in)};
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
	    e->key.source > WASL_PERSONS_DRAFT)
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

static void put_head(uint8_t out[static WASL_PERSONS_FILE_HEAD],
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

struct place {
	uint8_t b[WASL_PERSONS_FILE_HEAD + 8 + 4];
};

static struct place place_of(const uint8_t head[static WASL_PERSONS_FILE_HEAD],
			     uint64_t number, uint32_t n)
{
	struct place place;
	struct wasl_buf buf = WASL_BUF(place.b);

	wasl_buf_put(&buf, head, WASL_PERSONS_FILE_HEAD);
	wasl_buf_put_u64(&buf, number);
	wasl_buf_put_u32(&buf, n);
	return place;
}

/* What a chunk is longer than its plaintext. */
#define AROUND (4 + WASL_AEAD_XNONCE + WASL_AEAD_TAG)

/* --- writing -------------------------------------------------------------- */

struct writer {
	int fd;
	const struct wasl_persons_saving *w;
	uint8_t head[WASL_PERSONS_FILE_HEAD];
	uint64_t number;
	uint64_t bytes;
	struct wasl_buf plain;
	uint8_t *chunk; /* CHUNK + AROUND */
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
	uint32_t n = (uint32_t)(w->plain.n + WASL_AEAD_TAG) | (last ? LAST : 0);
	struct place place = place_of(w->head, w->number++, n);
	struct wasl_buf out = {.p = w->chunk, .cap = CHUNK + AROUND};
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
	WASL_TRY(write_all(w->fd, w->head, sizeof(w->head), err));
	w->bytes = sizeof(w->head);
	wasl_buf_put_u64(&w->plain, (uint64_t)w->w->position);
	wasl_buf_put_u64(&w->plain, wasl_persons_size(persons).persons);
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
	wasl_autofree uint8_t *plain = wasl_alloc(CHUNK, 1);
	wasl_autofree uint8_t *chunk = wasl_alloc(CHUNK + AROUND, 1);
	struct writer w = {.w = writing,
			   .plain = {.p = plain, .cap = CHUNK},
			   .chunk = chunk};
	char fresh[PATH_MAX];
	wasl_status status;

	*bytes = 0;
	if (plain == NULL || chunk == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "snapshot");
	if ((size_t)snprintf(fresh, sizeof(fresh), "%s.new", path) >=
	    sizeof(fresh))
		return wasl_fail(err, WASL_TOO_BIG, "the folder's name");
	put_head(w.head, writing->head);
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

/* --- reading -------------------------------------------------------------- */

/* Exactly `n` bytes. */
static wasl_status read_all(int fd, uint8_t *p, size_t n, struct wasl_err *err)
{
	while (n > 0) {
		ssize_t done = read(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return wasl_fail(err, wasl_errno_status(errno),
					 "the snapshot of persons");
		if (done == 0)
			return wasl_fail(err, WASL_MALFORMED,
					 "the snapshot is cut short");
		p += done;
		n -= (size_t)done;
	}
	return WASL_OK;
}

static wasl_status read_head(int fd, struct wasl_persons_file *head,
			     struct wasl_err *err)
{
	uint8_t got[WASL_PERSONS_FILE_HEAD];
	uint8_t want[WASL_PERSONS_FILE_HEAD];
	const size_t own = sizeof(magic) + 4 + 32;

	WASL_TRY(read_all(fd, got, sizeof(got), err));
	memcpy(head->uid, got + own, sizeof(head->uid));
	memcpy(head->wrapped.b, got + own + sizeof(head->uid),
	       sizeof(head->wrapped.b));
	put_head(want, head);
	if (memcmp(got, want, sizeof(magic)) != 0)
		return wasl_fail(err, WASL_MALFORMED, "it is no snapshot");
	if (memcmp(got, want, own) != 0)
		return wasl_fail(err, WASL_UNSUPPORTED,
				 "the snapshot is of another version");
	return WASL_OK;
}

wasl_status wasl_persons_open(const char *path, int *fd,
			      struct wasl_persons_file *head,
			      struct wasl_err *err)
{
	wasl_status status;

	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (*fd < 0)
		return wasl_fail(err, wasl_errno_status(errno),
				 "the snapshot of persons");
	status = read_head(*fd, head, err);
	if (status == WASL_OK)
		return WASL_OK;
	close(*fd);
	*fd = -1;
	return status;
}

struct reader {
	int fd;
	const struct wasl_secret *key;
	uint8_t head[WASL_PERSONS_FILE_HEAD];
	uint64_t number;
	uint8_t *chunk; /* CHUNK + AROUND */
	uint8_t *plain; /* CHUNK */
	struct wasl_persons_entry *entry;
	uint64_t persons;
};

static wasl_status read_chunk(struct reader *r, wasl_bytes *plain, bool *last,
			      struct wasl_err *err)
{
	struct wasl_cursor c;
	struct place place;
	uint32_t marked;
	size_t n;

	WASL_TRY(read_all(r->fd, r->chunk, 4 + WASL_AEAD_XNONCE, err));
	c = wasl_cursor_init(wasl_bytes_of(r->chunk, 4));
	marked = wasl_cursor_u32(&c);
	*last = (marked & LAST) != 0;
	n = marked & ~LAST;
	if (n < WASL_AEAD_TAG || n > CHUNK + WASL_AEAD_TAG)
		return wasl_fail(err, WASL_MALFORMED, "the snapshot's chunk");
	WASL_TRY(read_all(r->fd, r->chunk + 4 + WASL_AEAD_XNONCE, n, err));
	place = place_of(r->head, r->number++, marked);
	WASL_TRY(wasl_aead_xopen(
		r->plain, r->key, r->chunk + 4, WASL_BYTES(place.b),
		wasl_bytes_of(r->chunk + 4 + WASL_AEAD_XNONCE, n), err));
	*plain = wasl_bytes_of(r->plain, n - WASL_AEAD_TAG);
	return WASL_OK;
}

static wasl_status add_all(struct reader *r, struct wasl_persons *persons,
			   struct wasl_cursor *c, struct wasl_err *err)
{
	while (c->n > 0) {
		if (!wasl_persons_take(r->entry, c))
			return wasl_fail(err, WASL_MALFORMED,
					 "a person of the snapshot");
		WASL_TRY(wasl_persons_add(persons, r->entry, err));
		r->persons++;
	}
	return WASL_OK;
}

static wasl_status load(struct reader *r, struct wasl_persons *persons,
			int64_t *position, struct wasl_err *err)
{
	uint64_t count = 0;
	bool last = false;

	while (!last) {
		struct wasl_cursor c;
		wasl_bytes plain;

		WASL_TRY(read_chunk(r, &plain, &last, err));
		c = wasl_cursor_init(plain);
		if (r->number == 1) {
			*position = (int64_t)wasl_cursor_u64(&c);
			count = wasl_cursor_u64(&c);
		}
		if (c.bad)
			return wasl_fail(err, WASL_MALFORMED,
					 "the snapshot's beginning");
		WASL_TRY(add_all(r, persons, &c, err));
	}
	if (r->persons != count)
		return wasl_fail(err, WASL_MALFORMED,
				 "the snapshot has another number of persons");
	return WASL_OK;
}

wasl_status wasl_persons_load(struct wasl_persons *persons, int64_t *position,
			      int fd, const struct wasl_persons_file *head,
			      const struct wasl_secret *key,
			      struct wasl_err *err)
{
	wasl_autofree uint8_t *chunk = wasl_alloc(CHUNK + AROUND, 1);
	wasl_autofree uint8_t *plain = wasl_alloc(CHUNK, 1);
	wasl_autofree struct wasl_persons_entry *entry =
		wasl_alloc(1, sizeof(*entry));
	struct reader r = {.fd = fd,
			   .key = key,
			   .chunk = chunk,
			   .plain = plain,
			   .entry = entry};

	*position = 0;
	if (chunk == NULL || plain == NULL || entry == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "snapshot");
	put_head(r.head, head);
	return load(&r, persons, position, err);
}
