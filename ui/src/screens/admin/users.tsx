/* Officers of this side: enrolled, given roles, put out of service. Giving
 * roles waits for a second person where there is one. */
import { useEffect, useState } from "preact/hooks";
import { get, may, post, type Problem, session } from "../../api/client";
import { feed } from "../../api/store";
import type { User } from "../../api/types";
import { t } from "../../i18n/fluent";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Avatar, Button, Chip, Mono } from "../../widgets/parts";
import { Ready } from "../../widgets/state";
import { tell } from "../../widgets/toast";

const ROLES = ["operator", "duty", "validator", "director", "unit", "liaison", "judicial", "dpo", "auditor", "admin", "custodian"];
const users = feed<User[]>(async () => (await get("/v1/users")).users);

/* By unit, as the rights to read are. */
function units(all: User[]): [string, User[]][] {
	const found = new Map<string, User[]>();
	for (const u of all) found.set(u.unit, [...(found.get(u.unit) ?? []), u]);
	return [...found].sort((a, b) => a[0].localeCompare(b[0]));
}

function Roles({ chosen, set }: { chosen: string[]; set: (r: string[]) => void }) {
	return (
		<fieldset class="in">
			<legend>{t("roles")}</legend>
			<div class="ticks">
				{ROLES.map((r) => (
					<label key={r} class="tick">
						<input type="checkbox" value={r} checked={chosen.includes(r)} onChange={() => set(chosen.includes(r) ? chosen.filter((x) => x !== r) : [...chosen, r])} />
						{t(`role-${r}`)}
					</label>
				))}
			</div>
		</fieldset>
	);
}

/* Enrol one, or give one other roles. */
function Edit({ user, onClose }: { user: User | null; onClose: () => void }) {
	const [name, setName] = useState("");
	const [unit, setUnit] = useState(session.value?.unit ?? "");
	const [roles, setRoles] = useState(user?.roles ?? []);
	const [fault, setFault] = useState<Problem | null>(null);
	async function submit(e: Event) {
		e.preventDefault();
		try {
			const done = user
				? await post("/v1/users/{name}/roles", { roles }, { name: user.name })
				: await post("/v1/users", { name: name.trim(), unit: unit.trim(), roles });
			tell(() => t(done.waits ? "user-waits" : "user-done"), done.waits ? "people" : "check");
			void users.read();
			onClose();
		} catch (e) {
			setFault(e as Problem);
		}
	}
	return (
		<Dialog title={user ? t("user-roles-of", { name: user.name }) : t("user-add")} onClose={onClose}>
			<form class="stack-form" onSubmit={submit}>
				{!user && (
					<div class="grid">
						<div class="in">
							<label for="u-name">{t("sign-name")}</label>
							<input id="u-name" data-first required dir="ltr" autocomplete="off" value={name} onInput={(e) => setName(e.currentTarget.value)} />
						</div>
						<div class="in">
							<label for="u-unit">{t("unit")}</label>
							<input id="u-unit" required dir="auto" value={unit} onInput={(e) => setUnit(e.currentTarget.value)} />
						</div>
					</div>
				)}
				<Roles chosen={roles} set={setRoles} />
				<DialogFoot fault={fault} does={t("save")} onClose={onClose} />
			</form>
		</Dialog>
	);
}

function Link({ user, onClose }: { user: User; onClose: () => void }) {
	const [link, setLink] = useState<{ waits: boolean; link: string | null } | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	useEffect(() => {
		post("/v1/users/{name}/link", {}, { name: user.name }).then(setLink, (e: Problem) => setFault(e));
	}, []);
	return (
		<Dialog title={t("user-link-of", { name: user.name })} onClose={onClose}>
			{link?.link && (
				<>
					<p>{t("user-link-text")}</p>
					<p class="refs">
						<Mono>{link.link}</Mono>
					</p>
				</>
			)}
			{link?.waits && <p>{t("user-waits")}</p>}
			<DialogFoot fault={fault} does={t("close")} onDo={onClose} />
		</Dialog>
	);
}

function Service({ user, onClose }: { user: User; onClose: () => void }) {
	const [fault, setFault] = useState<Problem | null>(null);
	async function act() {
		await post(`/v1/users/{name}/${user.disabled ? "enable" : "disable"}`, {}, { name: user.name }).then(
			() => {
				void users.read();
				onClose();
			},
			(e: Problem) => setFault(e),
		);
	}
	const what = t(user.disabled ? "user-enable" : "user-disable");
	return (
		<Dialog title={what} onClose={onClose}>
			<p>{t(user.disabled ? "user-enable-text" : "user-disable-text", { name: user.name })}</p>
			<DialogFoot fault={fault} does={what} look="d" onDo={() => void act()} onClose={onClose} />
		</Dialog>
	);
}

type Open = { what: "add" } | { what: "roles" | "link" | "service"; user: User };

export function Users() {
	const [open, setOpen] = useState<Open | null>(null);
	const close = () => setOpen(null);
	useEffect(() => void users.read(), []);
	return (
		<Ready of={users}>
			{(all) => (
				<>
					<div class="line spaced">
						<span class="sub">{t("users-count", { n: all.filter((u) => !u.disabled).length })}</span>
						<span class="gap" />
						{may("grant") && (
							<Button look="p" icon="plus" onClick={() => setOpen({ what: "add" })}>
								{t("user-add")}
							</Button>
						)}
					</div>
					{units(all).map(([unit, of]) => (
						<section key={unit} class="spaced" aria-label={unit}>
							<h2 class="lbl">
								<bdi>{unit}</bdi> · {t("users-count", { n: of.filter((u) => !u.disabled).length })}
							</h2>
							<ul class="imports">
								{of.map((user) => (
									<li key={user.name} class="card">
										<div class="line">
											<Avatar name={user.name} />
											<b>
												<bdi>{user.name}</bdi>
											</b>
											<Mono>{user.pseudonym}</Mono>
											{user.roles.map((r) => (
												<Chip key={r} look="st">
													{t(`role-${r}`)}
												</Chip>
											))}
											{user.disabled && <Chip look="bad">{t("user-out")}</Chip>}
											<span class="gap" />
											{may("grant") && user.name !== session.value?.officer && (
												<>
													<Button look="q" onClick={() => setOpen({ what: "roles", user })}>
														{t("roles")}
													</Button>
													<Button look="q" onClick={() => setOpen({ what: "link", user })}>
														{t("user-link")}
													</Button>
												</>
											)}
											{user.name !== session.value?.officer && (
												<Button look="q" onClick={() => setOpen({ what: "service", user })}>
													{t(user.disabled ? "user-enable" : "user-disable")}
												</Button>
											)}
										</div>
									</li>
								))}
							</ul>
						</section>
					))}
					{open?.what === "add" && <Edit user={null} onClose={close} />}
					{open?.what === "roles" && <Edit user={open.user} onClose={close} />}
					{open?.what === "link" && <Link user={open.user} onClose={close} />}
					{open?.what === "service" && <Service user={open.user} onClose={close} />}
				</>
			)}
		</Ready>
	);
}
