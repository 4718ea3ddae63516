/* Who are you: by name and password, with a code where one is set; or a new
 * officer's first password, by the link that an administrator handed over. */
import { useState } from "preact/hooks";
import { expired, Problem, session } from "../../api/client";
import { able } from "../../api/passkey";
import { enrol, signIn, signInByKey } from "../../app/session";
import { go } from "../../app/router";
import { LanguageSwitch, ThemeSwitch } from "../../app/switches";
import { t } from "../../i18n/fluent";
import { Dialog } from "../../widgets/dialog";
import { Brand } from "../../widgets/icon";
import { Button } from "../../widgets/parts";
import { Refusal } from "../../widgets/state";

const PASSWORD_MIN = 12;

function Field(props: { name: string; label: string; type: "text" | "password"; value: string; set: (v: string) => void; auto: string; first?: boolean; hint?: string; needed?: boolean }) {
	return (
		<div class="in">
			<label for={props.name}>{props.label}</label>
			<input
				id={props.name}
				name={props.name}
				type={props.type as "text"}
				value={props.value}
				dir="ltr"
				autocomplete={props.auto}
				inputMode={props.name === "code" ? "numeric" : undefined}
				data-first={props.first ? "" : undefined}
				required={props.needed}
				aria-describedby={props.hint ? `${props.name}-hint` : undefined}
				onInput={(e) => props.set(e.currentTarget.value)}
			/>
			{props.hint && (
				<small id={`${props.name}-hint`} class="hint">
					{props.hint}
				</small>
			)}
		</div>
	);
}

function Form({ known }: { known?: string }) {
	const [name, setName] = useState(known ?? "");
	const [password, setPassword] = useState("");
	const [code, setCode] = useState("");
	const [asks, setAsks] = useState(false);
	const [busy, setBusy] = useState(false);
	const [fault, setFault] = useState<Problem | null>(null);
	async function byKey() {
		setFault(null);
		await signInByKey().catch((e: unknown) => setFault(e instanceof Problem ? e : new Problem(0, "NO_PASSKEY", "")));
	}
	async function submit(e: Event) {
		e.preventDefault();
		if (busy) return;
		setBusy(true);
		setFault(null);
		try {
			await signIn(name.trim(), password, code.trim());
		} catch (e) {
			if (e instanceof Problem) {
				if (e.code === "CODE_NEEDED") setAsks(true);
				setFault(e);
			} else throw e;
		} finally {
			setBusy(false);
		}
	}
	return (
		<form class="sign" onSubmit={submit}>
			<Field name="name" label={t("sign-name")} type="text" value={name} set={setName} auto="username" first={!known} needed />
			<Field name="password" label={t("sign-password")} type="password" value={password} set={setPassword} auto="current-password" first={!!known} needed />
			{asks || code ? (
				<Field name="code" label={t("sign-code")} type="text" value={code} set={setCode} auto="one-time-code" hint={t("sign-code-hint")} />
			) : (
				<button type="button" class="link" onClick={() => setAsks(true)}>
					{t("sign-have-code")}
				</button>
			)}
			<Refusal fault={fault} />
			<Button type="submit" look="p" busy={busy}>
				{t("sign-in")}
			</Button>
			{able() && (
				<Button icon="finger" name="passkey" onClick={() => void byKey()}>
					{t("sign-passkey")}
				</Button>
			)}
		</form>
	);
}

function Enrol({ token }: { token: string }) {
	const [password, setPassword] = useState("");
	const [again, setAgain] = useState("");
	const [busy, setBusy] = useState(false);
	const [fault, setFault] = useState<Problem | null>(null);
	async function submit(e: Event) {
		e.preventDefault();
		if (password !== again) return setFault(new Problem(0, "PASSWORDS_DIFFER", ""));
		if ([...password].length < PASSWORD_MIN) return setFault(new Problem(0, "PASSWORD_SHORT", ""));
		setBusy(true);
		try {
			await enrol(token, password);
			go("inbox");
		} catch (e) {
			setFault(e as Problem);
		} finally {
			setBusy(false);
		}
	}
	return (
		<form class="sign" onSubmit={submit}>
			<Field name="new-password" label={t("enrol-password")} type="password" value={password} set={setPassword} auto="new-password" hint={t("enrol-hint", { n: PASSWORD_MIN })} first needed />
			<Field name="again" label={t("enrol-again")} type="password" value={again} set={setAgain} auto="new-password" needed />
			<Refusal fault={fault} />
			<Button type="submit" look="p" busy={busy}>
				{t("enrol-set")}
			</Button>
		</form>
	);
}

/** The whole page, while nobody is signed in. */
export function SignIn({ token }: { token: string | null }) {
	return (
		<main class="door">
			<div class="door-card card">
				<div class="door-brand">
					<Brand />
					<div>
						<h1 class="h1">{t("brand")}</h1>
						<p class="sub">{t("brand-line")}</p>
					</div>
				</div>
				<h2 class="h2">{token ? t("enrol-title") : t("sign-title")}</h2>
				{token ? <Enrol token={token} /> : <Form />}
			</div>
			<div class="door-foot">
				<LanguageSwitch />
				<ThemeSwitch />
			</div>
			<p class="door-note">{t("sign-note")}</p>
		</main>
	);
}

/** Over the open screen, when the session ended meanwhile. */
export function SignInAgain() {
	if (!expired.value || !session.value) return null;
	return (
		<Dialog title={t("session-over")}>
			<p class="sub">{t("session-over-text")}</p>
			<Form known={session.value.officer} />
		</Dialog>
	);
}
