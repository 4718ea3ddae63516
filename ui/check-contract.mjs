/* docs/api/openapi.yaml against the schema of OpenAPI 3.1 as its authors publish
 * it, by a validator that is not ours: check-contract.mjs */
import { fileURLToPath } from "node:url";
import { Validator } from "@seriousme/openapi-schema-validator";

const file = fileURLToPath(new URL("../docs/api/openapi.yaml", import.meta.url));
const validator = new Validator();
const { valid, errors } = await validator.validate(file);
if (validator.version !== "3.1") throw new Error(`${file}: OpenAPI ${validator.version}, not 3.1`);
if (!valid) {
	for (const e of [errors].flat()) console.error(e.instancePath ?? "", e.message ?? e);
	process.exit(1);
}
/* References that lead nowhere are an error here. */
validator.resolveRefs();
