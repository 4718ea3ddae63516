/* Passkeys: the JSON forms of WebAuthn, and the browser's own. */

import type { Fields } from "./types";

export const able = (): boolean => typeof PublicKeyCredential === "function" && isSecureContext;

function decode(text: string): Uint8Array<ArrayBuffer> {
	const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
	return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}

function encode(bytes: ArrayBuffer): string {
	const binary = [...new Uint8Array(bytes)].map((b) => String.fromCharCode(b)).join("");
	return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const descriptors = (list: unknown): PublicKeyCredentialDescriptor[] =>
	((list ?? []) as { id: string; type: "public-key"; transports?: AuthenticatorTransport[] }[]).map((d) => ({ ...d, id: decode(d.id) }));

/** Ask for the key; `options` is a PublicKeyCredentialRequestOptionsJSON. */
export async function sign(options: Fields): Promise<Fields> {
	const publicKey = {
		...options,
		challenge: decode(options["challenge"] as string),
		allowCredentials: descriptors(options["allowCredentials"]),
	} as PublicKeyCredentialRequestOptions;
	const found = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
	const answer = found.response as AuthenticatorAssertionResponse;
	return {
		id: found.id,
		rawId: encode(found.rawId),
		type: found.type,
		...(found.authenticatorAttachment ? { authenticatorAttachment: found.authenticatorAttachment } : {}),
		clientExtensionResults: {},
		response: {
			clientDataJSON: encode(answer.clientDataJSON),
			authenticatorData: encode(answer.authenticatorData),
			signature: encode(answer.signature),
			...(answer.userHandle ? { userHandle: encode(answer.userHandle) } : {}),
		},
	};
}

/** Make one; `options` is a PublicKeyCredentialCreationOptionsJSON. */
export async function make(options: Fields): Promise<Fields> {
	const user = options["user"] as { id: string } & Fields;
	const publicKey = {
		...options,
		challenge: decode(options["challenge"] as string),
		user: { ...user, id: decode(user.id) },
		excludeCredentials: descriptors(options["excludeCredentials"]),
	} as unknown as PublicKeyCredentialCreationOptions;
	const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
	const answer = made.response as AuthenticatorAttestationResponse;
	return {
		id: made.id,
		rawId: encode(made.rawId),
		type: made.type,
		...(made.authenticatorAttachment ? { authenticatorAttachment: made.authenticatorAttachment } : {}),
		clientExtensionResults: {},
		response: {
			clientDataJSON: encode(answer.clientDataJSON),
			attestationObject: encode(answer.attestationObject),
			transports: answer.getTransports(),
		},
	};
}
