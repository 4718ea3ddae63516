/* Every limit on what comes from outside, in one place, each with its reason.
 */
#ifndef WASL_BASE_LIMITS_H
#define WASL_BASE_LIMITS_H

/* spec §1: deterministic CBOR. */
#define WASL_CBOR_DEPTH_MAX 8
#define WASL_CBOR_PAIRS_MAX 64
#define WASL_CBOR_ITEMS_MAX 4096

/* spec §1, §7: one act, one batch. */
#define WASL_ENVELOPE_MAX    (64 * 1024)
#define WASL_BATCH_ITEMS_MAX 4096
#define WASL_BATCH_BYTES_MAX (8 * 1024 * 1024)

/* spec §2: a node's name; long enough for a DNS name, short in a log origin. */
#define WASL_NODE_NAME_MAX 64
/* An origin: node/line/partner and an epoch of up to ten digits (spec §5). */
#define WASL_ORIGIN_MAX (2 * WASL_NODE_NAME_MAX + 6 + 11)

/* spec §5: a note; at least 16 signature lines must be accepted. */
#define WASL_NOTE_MAX	   (64 * 1024)
#define WASL_NOTE_SIGS_MAX 64

/* A card is a note of a dozen lines; more keys than this is not a card. */
#define WASL_CARD_MAX	   (16 * 1024)
#define WASL_CARD_KEYS_MAX 64
/* "https://", a DNS name, ":" and a port. */
#define WASL_ENDPOINT_MAX 255

/* Partners of one node: every state of the world and a reserve. */
#define WASL_PEERS_MAX 256

/* An officer's login name: what --as, Wasl-As and wasl.json use. */
#define WASL_OFFICER_NAME_MAX 32
/* A pseudonym of an officer, as it travels and as keyd records it. */
#define WASL_PSEUDONYM_MAX 64

/* The passphrase of the keys: long enough to resist guessing when made, short
 * enough for locked memory. */
#define WASL_PASSPHRASE_MIN 12
#define WASL_PASSPHRASE_MAX 1024

/* A frame between keyd and its client: one whole batch of hashes and a note,
 * 4096 * 32 + 64 KiB, with room for the fixed fields. */
#define WASL_KEYD_FRAME_MAX (256 * 1024)
/* Keys or grants in one frame; the client cuts longer batches. */
#define WASL_KEYD_ITEMS_MAX 512
/* Sealing keys that keyd holds at a time: one, and those being retired. */
#define WASL_KEYD_SEALING_MAX 8
/* A self-signed Ed25519 certificate is some 300 bytes and two names. */
#define WASL_KEYD_CERT_MAX 512
/* A checkpoint with one signature and one cosignature line. */
#define WASL_KEYD_NOTE_MAX 1024
/* Epochs of one line: the first and fifteen more (spec §7). */
#define WASL_EPOCHS_MAX 16
/* Retention buckets: a decade of months for eight retention classes. */
#define WASL_KEYD_BUCKETS_MAX 1024

/* A kind or profile file: they travel in an `offer` act inside an envelope. */
#define WASL_KIND_FILE_MAX (56 * 1024)

/* The cost of one try at a sealed file: a hostile file may cost a minute of
 * one core and 1 GiB, no more; 8 KiB is the least that Argon2id takes. */
#define WASL_ARGON_PASSES_MAX 16
#define WASL_ARGON_KIB_MIN    8
#define WASL_ARGON_KIB_MAX    (1024 * 1024)
/* What a sealed file is for, a word. */
#define WASL_PURPOSE_MAX 64

/* A row's key in the place that a sealed column is bound to. */
#define WASL_ROW_KEY_MAX 64

/* Acts of one dossier: forty a day for a year; a late one folds all anew. */
#define WASL_DOSSIER_ACTS_MAX 16384
/* Acts of a line dossier that its state depends on: daily duty cards, ten
 * erasures a day, for ten years. */
#define WASL_LINESTATE_ACTS_MAX 65536

/* Numbers of fields, acts and clocks in a kind file; each kind has room for
 * its own below 100, common files begin at 100. */
#define WASL_KIND_NUMBER_MAX 999
/* Names in kind files: a word or three. */
#define WASL_KIND_NAME_MAX 48
/* States of a kind fit one 64-bit set, with the unopened one. */
#define WASL_KIND_STATES_MAX 62
/* Codes of one list; the longest is the world's countries. */
#define WASL_KIND_CODES_MAX 512
/* Acts of a kind; the largest has some forty. */
#define WASL_KIND_ACTS_MAX 120
/* What gets an answer each: kinds of items, and those of one dossier; the
 * largest is a batch of persons for an event. */
#define WASL_KIND_ITEMS_MAX 8
#define WASL_ITEMS_MAX	    10000
/* Clocks that run for each item. */
#define WASL_ITEM_CLOCKS_MAX 2
/* Items made and answers given in one dossier: a batch, some ten times over. */
#define WASL_ITEM_MARKS_MAX 262144
/* What both sides approve, in one kind. */
#define WASL_KIND_AGREES_MAX 8
/* Ways that one act can lead elsewhere, and questions they ask of its own
 * record, which fit one 32-bit set. */
#define WASL_KIND_THENS_MAX 8
#define WASL_KIND_ASKS_MAX  32
/* Events of one statistics: a year of the busiest line known, ten times. */
#define WASL_MEASURED_MAX 1000000
/* Figures of a monthly sheet: what one act may carry. */
#define WASL_SHEET_FIGURES_MAX 500
/* The newest version of the figures that sheets can be of (spec §13). */
#define WASL_FIGURES_VERSION 2
/* Days before an expiry on which a clock warns. */
#define WASL_CLOCK_WARN_MAX 8

/* Minutes, hours or days of one clock: no deadline is a million minutes. */
#define WASL_CLOCK_SPAN_MAX 1000000

/* A dossier's reference in an opening act, whatever a partner's looks like. */
#define WASL_ACT_REFERENCE_MAX 64

/* Faults named at once; a request with more is not read by anybody. */
#define WASL_FINDINGS_MAX 200
/* One field's text; the facts of a case (a page and a half). */
#define WASL_TEXT_MAX 4000
/* Items of one list in one act; longer lists are sealed blobs. */
#define WASL_LIST_MAX 200
/* Lists and blocks around a value: CBOR's eight less plaintext and record. */
#define WASL_FIELD_DEPTH_MAX (WASL_CBOR_DEPTH_MAX - 2)

/* spec §3: a sealed file, and one chunk of its ciphertext. */
#define WASL_BLOB_MAX	    (UINT64_C(1) << 30)
#define WASL_BLOB_CHUNK_MAX (1024 * 1024)
/* A file's name: what file systems take, in bytes; and what people read. */
#define WASL_BLOB_NAME_BYTES_MAX 240
#define WASL_BLOB_NAME_MAX	 120
/* RFC 6838 §4.2: "type/subtype", each at most 127 characters. */
#define WASL_BLOB_TYPE_MAX 255

/* A request body of the node's API, JSON. */
#define WASL_API_BODY_MAX (256 * 1024)
/* A body of somebody who has not signed in: a name, a password, a passkey. */
#define WASL_SIGNIN_BODY_MAX (16 * 1024)
/* One piece of a long file: small beside all bodies that are held at once. */
#define WASL_API_PIECE_MAX WASL_BLOB_CHUNK_MAX
/* JSON depth that the API accepts. */
#define WASL_JSON_DEPTH_MAX 16

/* One person of a list: the longest entries of public lists have some thirty
 * names, a dozen documents and a page of remarks. */
#define WASL_IDENTITY_NAMES_MAX	    64
#define WASL_IDENTITY_BIRTHS_MAX    16
#define WASL_IDENTITY_PLACES_MAX    16
#define WASL_IDENTITY_NATIONS_MAX   16
#define WASL_IDENTITY_DOCUMENTS_MAX 32
#define WASL_IDENTITY_REF_MAX	    128
#define WASL_IDENTITY_TEXT_MAX	    512
/* What is longer is cut by the readers, with a mark. */
#define WASL_IDENTITY_REMARKS_MAX WASL_TEXT_MAX
/* All of one record, encoded. */
#define WASL_IDENTITY_MAX (32 * 1024)

/* Lists of one node: sanctions, notices, accreditations of a year. */
#define WASL_WATCH_LISTS_MAX 256
/* A list's name: a word of the command line. */
#define WASL_WATCH_NAME_MAX 48
/* Where a list comes from, on which legal basis: a sentence each. */
#define WASL_WATCH_SOURCE_MAX 200
/* One file of a list: 5 GB files exist. */
#define WASL_WATCH_FILE_MAX (INT64_C(64) * 1024 * 1024 * 1024)
/* One record of a file, as it stands there. */
#define WASL_WATCH_ITEM_MAX (256 * 1024)
/* One JSON object of a file: a page of notices, at some 1 KB each. */
#define WASL_WATCH_OBJECT_MAX (4 * 1024 * 1024)
/* Records of one list: the whole of a large country's registers. */
#define WASL_WATCH_RECORDS_MAX INT64_C(100000000)

#endif
