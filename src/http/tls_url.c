/*
 * libcurl knows certificates and keys only as names of files, and hands these
 * names to GnuTLS; GnuTLS lets a program register a URL of its own. So "wasl:0"
 * leads from libcurl to an identity without any key ever being in this process.
 */
#include "base/text.h"
#include "http/tls_key.h"

#include <gnutls/urls.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/banned.h"

#define SLOTS 64

#define SCHEME "wasl:"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
	bool taken;
	struct wasl_tls_identity id;
} slots[SLOTS];

/* The slot that a URL of ours names: "wasl:" and its number. */
static bool slot_of(uint64_t *slot, const char *url)
{
	size_t n = strlen(SCHEME);

	return strncmp(url, SCHEME, n) == 0 &&
	       wasl_decimal_parse(slot, wasl_text_of(url + n)) && *slot < SLOTS;
}

/* Where a slot is taken its identity does not change: read without the lock. */
static const struct wasl_tls_identity *find(const char *url)
{
	uint64_t slot;

	return slot_of(&slot, url) ? &slots[slot].id : NULL;
}

static int import_key(gnutls_privkey_t key, const char *url, unsigned flags)
{
	const struct wasl_tls_identity *id = find(url);

	(void)flags;
	return id == NULL ? GNUTLS_E_FILE_ERROR : http_tls_import(key, id);
}

static int import_cert(gnutls_x509_crt_t crt, const char *url, unsigned flags)
{
	const struct wasl_tls_identity *id = find(url);
	gnutls_datum_t der;

	(void)flags;
	if (id == NULL)
		return GNUTLS_E_FILE_ERROR;
	/* raw: GnuTLS's input type has no const; it only reads. */
	der = (gnutls_datum_t){(void *)(uintptr_t)id->cert.p,
			       (unsigned)id->cert.n};
	return gnutls_x509_crt_import(crt, &der, GNUTLS_X509_FMT_DER);
}

static void enrol(void)
{
	static const gnutls_custom_url_st url = {
		.name = SCHEME,
		.name_size = sizeof(SCHEME) - 1,
		.import_key = import_key,
		.import_crt = import_cert,
	};

	wasl_assert(gnutls_register_custom_url(&url) == 0);
}

wasl_status http_tls_url_take(char url[static HTTP_TLS_URL_LEN],
			      const struct wasl_tls_identity *id,
			      struct wasl_err *err)
{
	unsigned slot = 0;

	pthread_once(&once, enrol);
	pthread_mutex_lock(&lock);
	while (slot < SLOTS && slots[slot].taken)
		slot++;
	if (slot < SLOTS) {
		slots[slot].taken = true;
		slots[slot].id = *id;
	}
	pthread_mutex_unlock(&lock);
	if (slot == SLOTS)
		return wasl_fail(err, WASL_NO_MEMORY, "too many TLS keys");
	snprintf(url, HTTP_TLS_URL_LEN, SCHEME "%u", slot);
	return WASL_OK;
}

void http_tls_url_drop(const char *url)
{
	uint64_t slot;

	if (!slot_of(&slot, url))
		return;
	wasl_assert(slots[slot].taken);
	pthread_mutex_lock(&lock);
	slots[slot].taken = false;
	pthread_mutex_unlock(&lock);
}
