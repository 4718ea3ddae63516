/* Links to enrol with, as text. */
#ifndef WASL_API_SIGN_H
#define WASL_API_SIGN_H

#include "api/api.h"
#include "api/site.h"

/** ORIGIN/#enrol=TOKEN; behind the # it is sent to no server and in no
 * Referer. */
void api_link_write(char out[static WASL_API_LINK_MAX],
		    const struct api_site *site,
		    const struct wasl_secret *token);

#endif
