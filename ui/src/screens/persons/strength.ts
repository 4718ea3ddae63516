/* How strong a proposal is: a word beside the number, never a colour alone. */
import { locale } from "../../i18n/fluent";
import type { Hit } from "../../api/types";

/** Look and word. */
export function strength(h: Hit): [string, string] {
	if (h.probability >= 950) return ["ok", "very-strong"];
	if (h.probability >= 800) return ["ok", "strong"];
	if (h.probability >= 500) return ["warn", "middling"];
	return ["st", "weak"];
}

export const share = (thousandths: number): string => (thousandths / 1000).toLocaleString(locale(), { minimumFractionDigits: 2, maximumFractionDigits: 2 });
