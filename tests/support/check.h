/* What every test includes: cmocka in its required order, and shorthands. */
#ifndef WASL_TESTS_SUPPORT_CHECK_H
#define WASL_TESTS_SUPPORT_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/status.h"

/* Is this the build with AddressSanitizer? It makes mlock do nothing. */
#if defined(__has_feature)
#define CHECK_ASAN __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__)
#define CHECK_ASAN 1
#else
#define CHECK_ASAN 0
#endif

#define check_ok(expr)		   assert_int_equal((expr), WASL_OK)
#define check_status(expr, status) assert_int_equal((expr), (status))

#endif
