/* Beside the session: the passkey of whoever gives the watch, or took it, signs
 * what both read. Who has none signs by his session alone. */
import { get, post } from "../../api/client";
import { able, sign } from "../../api/passkey";
import { reliefs } from "./data";

export async function signRelief(id: number): Promise<void> {
	const { challenge, rpId, allowCredentials } = await get("/v1/reliefs/{id}", { id });
	if (!able() || allowCredentials.length === 0) return;
	const assertion = await sign({ challenge, rpId, allowCredentials, userVerification: "required" });
	await post("/v1/reliefs/{id}/sign", { assertion }, { id });
	await reliefs.read();
}
