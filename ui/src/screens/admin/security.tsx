/* How I sign in: passkeys, and a code from my telephone. */
import { useEffect, useState } from "preact/hooks";
import { drop, get, post, Problem, session } from "../../api/client";
import { able, make } from "../../api/passkey";
import { feed } from "../../api/store";
import type { Passkey } from "../../api/types";
import { t } from "../../i18n/fluent";
import { moment } from "../../i18n/time";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Icon } from "../../widgets/icon";
import { Button, Chip, Mono } from "../../widgets/parts";
import { explain, Ready, Refusal } from "../../widgets/state";
import { tell } from "../../widgets/toast";

const passkeys = feed<Passkey[]>(async () => (await get("/v1/passkeys")).passkeys);

/* The document says what is set up; it has changed. */
const again = async () => {
	session.value = await get("/v1/session");
	await passkeys.read();
};

function AddKey() {
	const [name, setName] = useState("");
	const [fault, setFault] = useState<Problem | null>(null);
	async function submit(e: Event) {
		e.preventDefault();
		setFault(null);
		try {
			const credential = await make(await post("/v1/passkeys/begin", {}));
			await post("/v1/passkeys", { name: name.trim(), credential });
			setName("");
			await again();
		} catch (e) {
			setFault(e instanceof Problem ? e : new Problem(0, "NO_PASSKEY", ""));
		}
	}
	if (!able())
		return (
			<p class="callout warn">
				<Icon name="warn" small />
				<span>{t("passkey-unable")}</span>
			</p>
		);
	return (
		<form class="line" onSubmit={submit}>
			<div class="in">
				<label for="passkey-name">{t("passkey-name")}</label>
				<input id="passkey-name" required maxLength={40} dir="auto" value={name} onInput={(e) => setName(e.currentTarget.value)} />
			</div>
			<Button type="submit" look="p" icon="plus" name="passkey-add">
				{t("passkey-add")}
			</Button>
			<Refusal fault={fault} />
		</form>
	);
}

function Code({ onClose }: { onClose: () => void }) {
	const [begun, setBegun] = useState<{ secret: string; uri: string } | null>(null);
	const [code, setCode] = useState("");
	const [fault, setFault] = useState<Problem | null>(null);
	useEffect(() => {
		post("/v1/totp", {}).then(setBegun, (e: Problem) => setFault(e));
	}, []);
	async function submit(e: Event) {
		e.preventDefault();
		try {
			await post("/v1/totp/confirm", { code: code.trim() });
			await again();
			onClose();
		} catch (e) {
			setFault(e as Problem);
		}
	}
	return (
		<Dialog title={t("code-set-up")} onClose={onClose}>
			<form class="stack-form" onSubmit={submit}>
				<p>{t("code-text")}</p>
				{begun && (
					<p class="refs">
						<Mono>{begun.secret}</Mono>
					</p>
				)}
				<div class="in">
					<label for="totp">{t("sign-code")}</label>
					<input id="totp" data-first required inputMode="numeric" dir="ltr" autocomplete="one-time-code" value={code} onInput={(e) => setCode(e.currentTarget.value)} />
				</div>
				<DialogFoot fault={fault} does={t("save")} onClose={onClose} />
			</form>
		</Dialog>
	);
}

export function Security() {
	const [setting, setSetting] = useState(false);
	const totp = session.value?.second?.totp ?? false;
	useEffect(() => void passkeys.read(), []);
	const remove = (gone: Promise<unknown>) => gone.then(again, (e: Problem) => tell(() => explain(e), "warn"));
	return (
		<div class="stack-form">
			<section class="card pad">
				<h2 class="h2">{t("passkeys")}</h2>
				<p class="sub">{t("passkeys-text")}</p>
				<Ready of={passkeys}>
					{(all) => (
						<ul class="imports">
							{all.map((p) => (
								<li key={p.id} class="card">
									<div class="line">
										<Icon name="finger" small />
										<b>
											<bdi>{p.name}</bdi>
										</b>
										<span class="gap" />
										<span class="sub">{t("passkey-times", { made: moment(p.made), used: p.used ? moment(p.used) : "—" })}</span>
										<Button look="q" icon="trash" onClick={() => void remove(drop("/v1/passkeys/{id}", { id: p.id }))}>
											{t("duty-remove")}
										</Button>
									</div>
								</li>
							))}
						</ul>
					)}
				</Ready>
				<AddKey />
			</section>
			<section class="card pad">
				<div class="line">
					<h2 class="h2">{t("one-time-code")}</h2>
					<Chip look={totp ? "ok" : "st"}>{t(totp ? "code-on" : "code-off")}</Chip>
					<span class="gap" />
					{totp ? (
						<Button onClick={() => void remove(drop("/v1/totp"))}>{t("code-remove")}</Button>
					) : (
						<Button onClick={() => setSetting(true)}>{t("code-set-up")}</Button>
					)}
				</div>
			</section>
			{setting && <Code onClose={() => setSetting(false)} />}
		</div>
	);
}
