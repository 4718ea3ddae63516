/* What every test includes: cmocka in its required order, and shorthands. */
#ifndef WASL_TESTS_SUPPORT_CHECK_H
#define WASL_TESTS_SUPPORT_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/status.h"

#define check_ok(expr)		   assert_int_equal((expr), WASL_OK)
#define check_status(expr, status) assert_int_equal((expr), (status))

#endif
