#include "line/agree.h"

enum wasl_agree wasl_line_agree(const struct wasl_agree_facts *facts)
{
	if (!facts->asked_here || !facts->asked_there || !facts->same)
		return WASL_AGREE_WAIT;
	if (facts->answer ? facts->opened : facts->first)
		return WASL_AGREE_OPEN;
	return facts->answer ? WASL_AGREE_WAIT : WASL_AGREE_TELL;
}
