/* Types of the API, from its contract: contract.mjs
 *
 * Writes src/api/types.ts from docs/api/openapi.yaml: a type of each schema by
 * its name, and for each method what a path takes and answers. What the file
 * leaves open (an object without members) is an error here.
 */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const ui = path.dirname(fileURLToPath(import.meta.url));
const contract = path.join(path.dirname(ui), "docs/api/openapi.yaml");
const out = path.join(ui, "src/api/types.ts");
const SCHEMAS = "#/components/schemas/";

const name = (n) => (/^[A-Za-z_]\w*$/.test(n) ? n : JSON.stringify(n));
const union = (types) => [...new Set(types)].join(" | ");
/* Of a union, what an array or an intersection takes as one. */
const one = (type) => (/ [|&] /.test(type) && !/^\{.*\}$/s.test(type) ? `(${type})` : type);

function object(schema, where) {
	const { properties, required = [], additionalProperties: rest } = schema;
	if (!properties && !rest) throw new Error(`${where}: an object without members; name them, or say Fields`);
	for (const r of required) if (!properties?.[r]) throw new Error(`${where}: "${r}" is required and not there`);
	const members = Object.entries(properties ?? {}).map(([n, s]) => `${name(n)}${required.includes(n) ? "" : "?"}: ${typeOf(s, `${where}.${n}`)}`);
	if (typeof rest === "object") {
		const named = members.length > 0 ? `{ ${members.join("; ")} } & ` : "";
		return `${named}{ [name: string]: ${typeOf(rest, where)} }`;
	}
	return members.length > 0 ? `{ ${members.join("; ")} }` : "Record<string, never>";
}

function plain(type, schema, where) {
	switch (type) {
		case "string":
			return schema.format === "binary" ? "Blob" : "string";
		case "integer":
		case "number":
			return "number";
		case "boolean":
		case "null":
			return type;
		case "array":
			return `${one(typeOf(schema.items, `${where}[]`))}[]`;
		case "object":
			return object(schema, where);
		default:
			throw new Error(`${where}: no type for ${JSON.stringify(schema)}`);
	}
}

function typeOf(schema, where) {
	if (schema.$ref) {
		if (!schema.$ref.startsWith(SCHEMAS)) throw new Error(`${where}: ${schema.$ref}`);
		return schema.$ref.slice(SCHEMAS.length);
	}
	if ("const" in schema) return JSON.stringify(schema.const);
	if (schema.enum) return union(schema.enum.map((v) => JSON.stringify(v)));
	const some = schema.anyOf ?? schema.oneOf;
	if (some) return union(some.map((s) => typeOf(s, where)));
	if (schema.allOf) return schema.allOf.map((s) => one(typeOf(s, where))).join(" & ");
	return union([schema.type].flat().map((t) => plain(t, schema, where)));
}

const bodyOf = (content, where) => union(Object.values(content).map((c) => typeOf(c.schema, where)));

/* What a call takes by name: those of the path, then of the query. */
function of(parameters, components, where) {
	const found = {};
	for (const given of parameters ?? []) {
		const p = given.$ref ? components.parameters[given.$ref.split("/").at(-1)] : given;
		if (p.in !== "path" && p.in !== "query") continue;
		if (found[p.name]) throw new Error(`${where}: "${p.name}" twice`);
		const type = p.schema.enum ? typeOf(p.schema, where) : "string | number";
		found[p.name] = `${name(p.name)}${p.in === "path" ? "" : "?"}: ${type}`;
	}
	return Object.keys(found).length > 0 ? `{ ${Object.values(found).join("; ")} }` : "{}";
}

function operation(op, components) {
	const where = op.operationId;
	const good = Object.entries(op.responses).filter(([status, r]) => status.startsWith("2") && r.content);
	const answer = union(good.map(([, r]) => bodyOf(r.content, `${where}: answer`)));
	const body = op.requestBody ? bodyOf(op.requestBody.content, `${where}: body`) : "undefined";
	return `{ of: ${of(op.parameters, components, where)}; body: ${body}; answer: ${answer} }`;
}

function write({ paths, components }) {
	const lines = ["/* Written by contract.mjs from docs/api/openapi.yaml; not to be edited. */"];
	for (const [n, schema] of Object.entries(components.schemas)) {
		const said = schema.description ? `/** ${schema.description} */\n` : "";
		lines.push(`${said}export type ${n} = ${typeOf(schema, n)};`);
	}
	for (const method of ["get", "post", "put", "delete"]) {
		const calls = Object.entries(paths).filter(([, item]) => item[method]);
		const rows = calls.map(([p, item]) => `\t"${p}": ${operation(item[method], components)};`);
		lines.push(`export interface ${method[0].toUpperCase()}${method.slice(1)}s {\n${rows.join("\n")}\n}`);
	}
	return `${lines.join("\n")}\n`;
}

const text = write(parse(fs.readFileSync(contract, "utf8")));
/* The same text keeps its time: nothing is made again for it. */
if (!fs.existsSync(out) || fs.readFileSync(out, "utf8") !== text) fs.writeFileSync(out, text);
