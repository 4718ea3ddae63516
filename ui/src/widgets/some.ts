import { t } from "../i18n/fluent";

/** A number; `part`: of what was looked at, there may be more. */
export const some = (n: number | string, part: boolean): number | string => (part ? t("at-least", { n }) : n);
