/* Inbox and outbox: dossiers by the time that is left, and a preview without
 * personal data. Looking at a row changes nothing anywhere; only opening the
 * dossier is an access, and is recorded as one. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { may, post, Problem, session } from "../../api/client";
import { boxes, counts, type Filter, filters, follow, look, upTo } from "../../api/store";
import type { Row } from "../../api/types";
import { go, href } from "../../app/router";
import { built } from "../../app/shell";
import { code, label, t } from "../../i18n/fluent";
import { briefly, moment, now } from "../../i18n/time";
import { useKeys } from "../../keys/keys";
import { Icon } from "../../widgets/icon";
import { Avatar, Button, Chip, Due, Key, Mono, Side, Urgency } from "../../widgets/parts";
import { some } from "../../widgets/some";
import { explain, Fault, Loading, Notice } from "../../widgets/state";
import { tell } from "../../widgets/toast";
import { Assign } from "./assign";
import { Aside } from "./aside";
import { inHand, steady, type Order, type Placed } from "./group";
import { Preview } from "./preview";

/* What is counted of a filter. */
const counted: Partial<Record<Filter, "triage" | "approve" | "crossed" | "aside">> = { free: "triage", approve: "approve", crossed: "crossed", aside: "aside" };

function useSteady(rows: Row[], key: string, selected: string | null): Placed[] {
	const order = useRef<Order>({ key: "", next: 0, at: new Map() });
	return useMemo(() => steady(order.current, rows, key, selected, now.peek()), [rows, key]);
}

const none: Row[] = [];

/* Beside a preview a click only selects: opening is an access. Without one, and
 * in a tab of its own, the link is a link. */
const beside = matchMedia("(min-width: 1101px)");
const first = (e: MouseEvent) => {
	if (beside.matches && !e.ctrlKey && !e.metaKey && !e.shiftKey) e.preventDefault();
};

const stateText = (row: Row): string => (row.state ? label(row.kind, `state-${row.state}`) : t("state-home"));

function Line({ row, selected, marked, select, mark }: { row: Row; selected: boolean; marked: boolean; select: () => void; mark: () => void }) {
	const fresh = row.state === "sent" && !row.own;
	const ref = useRef<HTMLDivElement>(null);
	useEffect(() => {
		if (selected) ref.current?.scrollIntoView({ block: "nearest" });
	}, [selected]);
	return (
		<div
			ref={ref}
			role="row"
			aria-selected={selected}
			class={`row${fresh ? " new" : ""}${selected ? " sel" : ""}${marked ? " marked" : ""}`}
			data-ref={row.reference}
			onClick={(e) => (e.ctrlKey || e.metaKey ? mark() : beside.matches ? select() : go("dossier", row.reference))}
			onDblClick={() => go("dossier", row.reference)}
		>
			<span role="gridcell" class="mk">
				<input type="checkbox" checked={marked} aria-label={t("mark-row", { reference: row.reference })} tabIndex={-1} onClick={(e) => e.stopPropagation()} onChange={mark} />
				{fresh && <span class="u" title={t("not-acknowledged")} />}
			</span>
			<span role="gridcell">
				<Urgency code={row.urgency} />
			</span>
			<div role="gridcell" class="what">
				<a class="t" href={href("dossier", row.reference)} tabIndex={-1} onClick={first}>
					{label(row.kind, "kind")}
				</a>
				<div class="m">
					<Side code={row.reference.slice(0, 2)} />
					<Mono>{row.reference}</Mono>
					{row.sector && <span class="cut">{code(row.kind, "crime_area", row.sector)}</span>}
					{row.unit && (
						<bdi class="cut unit" dir="ltr">
							{row.unit}
						</bdi>
					)}
				</div>
			</div>
			<div role="gridcell">{row.due_at && row.due ? <Due at={row.due_at} since={row.due_since ?? row.opened_at} name={label(row.kind, `clock-${row.due}`)} /> : <span class="sub">—</span>}</div>
			<span role="gridcell" class="stt">
				<Chip look={fresh ? "us" : "st"} title={stateText(row)}>
					<span class="cut">{stateText(row)}</span>
				</Chip>
				{row.unread && !fresh && (
					<Chip look="us" icon="reply" title={t("unread")}>
						<span class="sr">{t("unread")}</span>
					</Chip>
				)}
				{!row.receipted && (
					<Chip look="st" icon="hourglass" title={t("not-receipted")}>
						<span class="sr">{t("not-receipted")}</span>
					</Chip>
				)}
				{row.aside_until && (
					<Chip look="st" icon="pause" title={t("aside-until", { at: moment(row.aside_until) })}>
						{briefly(row.aside_until)}
					</Chip>
				)}
				{row.crossed > 0 && (
					<Chip look="warn" icon="swap" title={t("crossed-acts", { n: row.crossed })}>
						{row.crossed}
					</Chip>
				)}
			</span>
			<span role="gridcell">
				<Avatar name={inHand(row)} />
			</span>
		</div>
	);
}

/* Rows that fill a screen are painted first, the others behind them. What is
 * above and below the list, and a row at its lowest (styles/box.css). */
const FRAME_PX = 200;
const ROW_PX = 62;
const REST_MS = 50;

function screenful(placed: Placed[]): Placed[] {
	let room = Math.ceil((innerHeight - FRAME_PX) / ROW_PX);
	return placed.map((p) => ({ group: p.group, rows: p.rows.slice(0, Math.max(0, room)), n: (room -= p.rows.length) })).filter((p) => p.rows.length > 0);
}

/* Whether what is shown under this name was painted once. */
function usePainted(name: string): boolean {
	const [painted, setPainted] = useState("");
	useEffect(() => {
		let timer = 0;
		const frame = requestAnimationFrame(() => (timer = setTimeout(() => setPainted(name), REST_MS) as unknown as number));
		return () => {
			cancelAnimationFrame(frame);
			clearTimeout(timer);
		};
	}, [name]);
	return painted === name;
}

export function Box({ out }: { out: boolean }) {
	const [filter, setFilter] = useState<Filter>("all");
	const [at, setAt] = useState<string | null>(null);
	const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
	const [assigning, setAssigning] = useState<string[] | null>(null);
	const [asiding, setAsiding] = useState<string[] | null>(null);
	const place = `${out ? "out" : "in"}-${filter}` as const;
	const list = boxes[place];
	const all = list.value.value;
	useEffect(() => look(place), [place]);
	const rows = all ?? none;
	const placed = useSteady(rows, `${out} ${filter}`, at);
	const flat = placed.flatMap((p) => p.rows);
	/* What is not here yet is due later than what is. */
	const further = list.next.value ? placed.at(-1)?.group : undefined;
	const whole = usePainted(all === null ? "" : `${out} ${filter}`);
	const found = flat.find((r) => r.reference === at) ?? null;
	const current = found ?? flat[0] ?? null;
	const body = useRef<HTMLDivElement>(null);

	const step = (by: number) => {
		if (flat.length === 0) return;
		const i = current ? flat.indexOf(current) : -1;
		setAt(flat[Math.min(flat.length - 1, Math.max(0, i + by))]!.reference);
		body.current?.focus({ preventScroll: true });
	};
	const mark = (ref: string) => {
		const next = new Set(marked);
		if (!next.delete(ref)) next.add(ref);
		setMarked(next);
	};
	const targets = () => (marked.size > 0 ? [...marked] : current ? [current.reference] : []);
	const open = () => {
		if (current) go("dossier", current.reference);
	};
	const assign = () => {
		if (may("assign") && targets().length > 0) setAssigning(targets());
	};
	/* Mine, at once: it stays at the desk, and S gives it to another. */
	const take = async () => {
		const to = session.value?.officer;
		if (!to || !may("assign") || targets().length === 0) return;
		try {
			for (const ref of targets()) await post("/v1/dossiers/{ref}/assign", { to }, { ref });
			tell(() => t("assigned", { n: targets().length, to }));
			setMarked(new Set());
			void follow();
		} catch (e) {
			tell(() => e instanceof Problem ? explain(e) : String(e), "warn");
		}
	};
	/* For oneself, at home, and undone by the same key. */
	const aside = async () => {
		const refs = targets();
		if (refs.length === 0) return;
		if (filter !== "aside") return setAsiding(refs);
		try {
			for (const ref of refs) await post("/v1/dossiers/{ref}/aside", {}, { ref });
			tell(() => t("aside-back", { n: refs.length }));
			setMarked(new Set());
			void follow();
		} catch (e) {
			tell(() => e instanceof Problem ? explain(e) : String(e), "warn");
		}
	};
	useKeys({
		KeyB: () => void aside(),
		KeyJ: () => step(1),
		ArrowDown: () => step(1),
		KeyK: () => step(-1),
		ArrowUp: () => step(-1),
		Enter: open,
		KeyX: () => current && mark(current.reference),
		KeyS: assign,
		KeyT: () => void take(),
		Escape: () => setMarked(new Set()),
	});
	const of = counts.value.value?.[out ? "out" : "in"];
	const count = (f: Filter): string | number => {
		const name = counted[f];
		if (!name || !of) return 0;
		return of.part.includes(name) ? some(of[name], true) : upTo(of[name]);
	};
	const title = t(out ? "nav-outbox" : "nav-inbox");
	return (
		<div class="inbox">
			<section class="col" aria-label={title}>
				<div class="head">
					<h1 class="h1">
						{title}{" "}
						{of && <small>{t("box-count", { n: of.standing, shown: upTo(of.standing), due: of.due, dues: upTo(of.due) })}</small>}
					</h1>
					<span class="gap" />
					{built.has("new") && may("draft") && (
						<Button look="p" icon="approve" keyName="N" onClick={() => go("new")}>
							{t("new-request")}
						</Button>
					)}
				</div>
				<div class="filters" role="group" aria-label={t("filters")}>
					{filters.map((f) => {
						const n = count(f);
						return (
							<button key={f} type="button" class={`fl${f === filter ? " on" : ""}`} aria-pressed={f === filter} onClick={() => setFilter(f)}>
								{t(`filter-${f}`)}
								{n !== 0 && ` · ${n}`}
							</button>
						);
					})}
					<span class="gap" />
					{marked.size > 0 ? (
						<>
							<Button icon="pause" name="aside" onClick={() => void aside()}>
								{t(filter === "aside" ? "aside-bring-back" : "aside")}
							</Button>
							{may("assign") && (
								<Button icon="assign" name="assign" onClick={assign}>
									{t("assign-marked", { n: marked.size })}
								</Button>
							)}
						</>
					) : (
						<span class="lbl">{t("sort-deadline")}</span>
					)}
				</div>
				<div class="list" role="grid" aria-label={title} tabIndex={0} ref={body} aria-rowcount={flat.length}>
					{all === null ? (
						<div role="row">
							<div role="gridcell">{list.fault.value ? <Fault fault={list.fault.value} again={() => void list.read()} /> : <Loading />}</div>
						</div>
					) : flat.length === 0 ? (
						<div role="row">
							<div role="gridcell">
								<Notice icon="inbox" title={t(filter === "all" ? (out ? "outbox-empty" : "inbox-empty") : "filter-empty")} />
							</div>
						</div>
					) : (
						[...(whole ? placed : screenful(placed)).map((p) => (
							<div role="rowgroup" key={p.group} aria-label={t(`group-${p.group}`)}>
								<div role="row" class={`grp ${p.group}`}>
									<span role="gridcell">
										{p.group === "late" && <Icon name="late" small />} {t(`group-${p.group}`)} <span>{some(placed.find((x) => x.group === p.group)?.rows.length ?? 0, further === p.group)}</span>
									</span>
								</div>
								{p.rows.map((r) => (
									<Line
										key={r.reference}
										row={r}
										selected={r === current}
										marked={marked.has(r.reference)}
										select={() => {
											setAt(r.reference);
											body.current?.focus({ preventScroll: true });
										}}
										mark={() => mark(r.reference)}
									/>
								))}
							</div>
						)), whole && list.next.value && (
							<div role="row" key="more" class="more">
								<div role="gridcell">
									<Button look="q" name="more" onClick={() => void list.more()}>
										{t("more-rows")}
									</Button>
								</div>
							</div>
						)]
					)}
				</div>
				<div class="keys" aria-hidden="true">
					<span>
						<Key>J</Key>
						<Key>K</Key>
						{t("key-move")}
					</span>
					<span>
						<Key>Enter</Key>
						{t("key-open")}
					</span>
					<span>
						<Key>X</Key>
						{t("key-mark")}
					</span>
					<span>
						<Key>S</Key>
						{t("key-assign")}
					</span>
					<span>
						<Key>T</Key>
						{t("key-take")}
					</span>
					<span>
						<Key>B</Key>
						{t("key-aside")}
					</span>
					<span>
						<Key>?</Key>
						{t("key-all")}
					</span>
				</div>
			</section>
			<Preview row={current} open={open} assign={assign} aside={() => void aside()} />
			{asiding && (
				<Aside
					references={asiding}
					onClose={(done) => {
						setAsiding(null);
						if (done) setMarked(new Set());
					}}
				/>
			)}
			{assigning && (
				<Assign
					references={assigning}
					onClose={(done) => {
						setAssigning(null);
						if (done) setMarked(new Set());
					}}
				/>
			)}
		</div>
	);
}
