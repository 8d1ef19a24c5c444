/** Reads JSON strictly: bounded in size, depth and count, and without duplicate names, of which `JSON.parse` would keep the last. */
import { LIMITS, MessageRefused, textOf } from './refusal.ts';

/** Throws `MessageRefused`. */
export function readJson(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  scan(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new MessageRefused('not-well-formed');
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{}:,]/g;

/** Goes once over the tokens. A text that is no JSON is refused here or by the parser. */
function scan(text: string): void {
  /** Names of each open object; `null` for an array. */
  const open: (Set<string> | null)[] = [];
  let parts = 0;
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    parts += 1;
    if (parts > LIMITS.parts * 2) throw new MessageRefused('too-many-parts');
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : null);
      if (open.length > LIMITS.depth) throw new MessageRefused('too-deep');
    } else if (token === '}' || token === ']') open.pop();
    else if (token === ':') enter(open.at(-1), last);
    last = token;
  }
}

function enter(names: Set<string> | null | undefined, quoted: string): void {
  if (names === null || names === undefined) return;
  const name = quoted.includes('\\') ? unquoted(quoted) : quoted;
  if (names.has(name)) throw new MessageRefused('duplicate-name');
  names.add(name);
}

/** With quotes again, so that escaped and plain names compare. */
function unquoted(quoted: string): string {
  try {
    return `"${String(JSON.parse(quoted))}"`;
  } catch {
    throw new MessageRefused('not-well-formed');
  }
}
