/* Choosing a file, in the language of the screen and not the browser's. */
import { useState } from "preact/hooks";
import { t } from "../i18n/fluent";
import { Icon } from "./icon";

export function FileField(props: { id: string; label: string; accept?: string; hint?: string; first?: boolean; required?: boolean; told: (file: File | null) => void }) {
	const [name, setName] = useState("");
	return (
		<div class="in">
			<span class="lb" id={`${props.id}-label`}>
				{props.label}
			</span>
			<span class="file">
				<label class="btn">
					<Icon name="file" small />
					{t("choose-file")}
					<input
						id={props.id}
						class="sr"
						type="file"
						accept={props.accept}
						required={props.required}
						data-first={props.first ? "" : undefined}
						aria-labelledby={`${props.id}-label ${props.id}-name`}
						onChange={(e) => {
							const file = e.currentTarget.files?.[0] ?? null;
							setName(file?.name ?? "");
							props.told(file);
						}}
					/>
				</label>
				<bdi id={`${props.id}-name`} class={name ? "" : "sub"}>
					{name || t("no-file")}
				</bdi>
			</span>
			{props.hint && <small class="hint">{props.hint}</small>}
		</div>
	);
}
