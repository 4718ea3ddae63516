/* A dialog over the screen: the focus goes in, stays in, and comes back. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Problem } from "../api/client";
import { t } from "../i18n/fluent";
import { useFocusBack } from "../keys/focus";
import { useKeys } from "../keys/keys";
import type { IconName } from "./icon";
import { Button } from "./parts";
import { Refusal } from "./state";

export function Dialog(props: { title: string; onClose?: () => void; children: ComponentChildren; wide?: boolean; bare?: boolean }) {
	const ref = useRef<HTMLDialogElement>(null);
	useKeys(props.onClose ? { Escape: props.onClose } : {}, true);
	useFocusBack();
	useEffect(() => {
		const dialog = ref.current;
		if (dialog && !dialog.open) dialog.showModal();
		dialog?.querySelector<HTMLElement>("[data-first]")?.focus();
		/* Closed first: while it is open, nothing outside can have the focus. */
		return () => dialog?.close();
	}, []);
	return (
		<dialog
			ref={ref}
			class={`dialog${props.wide ? " wide" : ""}`}
			aria-label={props.title}
			onCancel={(e) => {
				e.preventDefault();
				props.onClose?.();
			}}
		>
			{!props.bare && <h2 class="h2">{props.title}</h2>}
			{props.children}
		</dialog>
	);
}

/**
 * The end of a dialog: why it was refused, a hint, leave it, do it. Without
 * `onDo` the form around it is sent; without `onClose` there is nothing to leave.
 */
export function DialogFoot(props: { fault?: Problem | null; hint?: string; does: string; leaves?: string; onDo?: () => void; onClose?: () => void; look?: "p" | "d"; icon?: IconName; busy?: boolean; disabled?: boolean; name?: string }) {
	return (
		<>
			<Refusal fault={props.fault ?? null} />
			<div class="dialog-acts">
				{props.hint && <span class="hint">{props.hint}</span>}
				{props.onClose && (
					<Button look="q" onClick={props.onClose}>
						{props.leaves ?? t("cancel")}
					</Button>
				)}
				<Button look={props.look ?? "p"} type={props.onDo ? "button" : "submit"} icon={props.icon} busy={props.busy} disabled={props.disabled} name={props.name} onClick={props.onDo}>
					{props.does}
				</Button>
			</div>
		</>
	);
}
