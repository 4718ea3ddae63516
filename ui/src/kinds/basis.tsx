/* What a treaty calls its legal bases: they are words of the profile that both
 * sides agreed to, and so are their names. */
import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { lang } from "../i18n/fluent";
import { basisName, type Profile } from "./file";
import { profile as readProfile } from "./kind";

/* The profile under which what is shown was said. */
const Agreed = createContext<Profile | null>(null);

/** The profile of a hash; null until it is here, or where there is none. */
export function useProfile(hash: string | null | undefined): Profile | null {
	const [found, setFound] = useState<{ hash: string; file: Profile } | null>(null);
	useEffect(() => {
		if (hash) void readProfile(hash).then((file) => setFound({ hash, file }), () => undefined);
	}, [hash]);
	return found && found.hash === hash ? found.file : null;
}

/** What is shown within was said under this profile. */
export function Under({ hash, children }: { hash: string | null | undefined; children: ComponentChildren }) {
	return <Agreed.Provider value={useProfile(hash)}>{children}</Agreed.Provider>;
}

/** Under the profile of what is around it. */
export function Basis({ of }: { of: string }) {
	const name = basisName(useContext(Agreed), of, lang());
	const word = <bdi dir="ltr">{of}</bdi>;
	if (name === null) return word;
	return (
		<>
			<bdi>{name}</bdi> <small class="sub whole">{word}</small>
		</>
	);
}
