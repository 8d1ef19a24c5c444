/** Reads JSON of outside parties: bounded in depth and count, and without duplicate names, of which `JSON.parse` would keep the last. */

/** Closed. */
export type JsonFault = 'not-well-formed' | 'too-deep' | 'too-many-parts' | 'duplicate-name';

export interface JsonBounds {
  /** Levels of arrays and objects, counting the outermost. */
  readonly depth: number;
  /** Values and names. */
  readonly parts: number;
}

export type ReadJson =
  | { readonly kind: 'read'; readonly json: unknown }
  | { readonly kind: 'refused'; readonly fault: JsonFault };

/** The caller bounds the length of the text. Time and memory grow with it linearly. */
export function readStrictJson(text: string, bounds: JsonBounds): ReadJson {
  const fault = scan(text, bounds);
  if (fault !== undefined) return { kind: 'refused', fault };
  try {
    return { kind: 'read', json: JSON.parse(text) as unknown };
  } catch {
    return { kind: 'refused', fault: 'not-well-formed' };
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{}:,]/g;

/** Goes once over the tokens. A text that is no JSON is refused here or by the parser. */
function scan(text: string, { depth, parts }: JsonBounds): JsonFault | undefined {
  /** Names of each open object; `null` for an array. */
  const open: (Set<string> | null)[] = [];
  let count = 0;
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    count += 1;
    if (count > parts * 2) return 'too-many-parts';
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : null);
      if (open.length > depth) return 'too-deep';
    } else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const fault = enter(open.at(-1), last);
      if (fault !== undefined) return fault;
    }
    last = token;
  }
  return undefined;
}

function enter(names: Set<string> | null | undefined, quoted: string): JsonFault | undefined {
  if (names === null || names === undefined) return undefined;
  const name = quoted.includes('\\') ? unquoted(quoted) : quoted;
  if (name === undefined) return 'not-well-formed';
  if (names.has(name)) return 'duplicate-name';
  names.add(name);
  return undefined;
}

/** With quotes again, so that escaped and plain names compare. */
function unquoted(quoted: string): string | undefined {
  try {
    return `"${String(JSON.parse(quoted))}"`;
  } catch {
    return undefined;
  }
}
