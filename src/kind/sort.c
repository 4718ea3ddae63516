#include "kind/sort.h"

enum wasl_sort wasl_sort_of_type(enum wasl_type type)
{
	switch (type) {
	case WASL_TYPE_TEXT:
	case WASL_TYPE_CODE:
	case WASL_TYPE_DATE:
		return WASL_SORT_TEXT;
	case WASL_TYPE_INT:
	case WASL_TYPE_INSTANT:
		return WASL_SORT_NUMBER;
	case WASL_TYPE_BOOL:
		return WASL_SORT_BOOL;
	case WASL_TYPE_HASH:
	case WASL_TYPE_ID:
	case WASL_TYPE_BYTES:
	case WASL_TYPE_LIST:
	case WASL_TYPE_TUPLE:
	case WASL_TYPE_BLOB:
	case WASL_TYPE_BLOCK:
		break;
	}
	return WASL_SORT_NONE;
}

enum wasl_sort wasl_sort_of(const struct wasl_operand *o)
{
	switch (o->type) {
	case WASL_OPERAND_FIELD:
		return wasl_sort_of_type(o->field->type);
	case WASL_OPERAND_PROFILE:
		return WASL_SORT_ANY;
	case WASL_OPERAND_HOME:
		if (o->number == WASL_HOME_CHILDREN_OPEN)
			return WASL_SORT_NUMBER;
		return o->number <= WASL_HOME_PARENT_STATE ? WASL_SORT_TEXT
							   : WASL_SORT_BOOL;
	case WASL_OPERAND_TEXT:
		return WASL_SORT_TEXT;
	case WASL_OPERAND_INT:
		return WASL_SORT_NUMBER;
	case WASL_OPERAND_BOOL:
		return WASL_SORT_BOOL;
	case WASL_OPERAND_LIST:
		break;
	}
	return WASL_SORT_NONE;
}
