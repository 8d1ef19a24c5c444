/**
 * Reads JSON of outside parties: bounded in depth, counts and lengths, and without duplicate names (`JSON.parse` would keep the last). The
 * bounds are judged before anything is parsed.
 */

/** Closed. `too-large`: a text or a name. */
export type JsonFault = 'not-well-formed' | 'too-deep' | 'too-large' | 'too-many-parts' | 'duplicate-name';

export interface JsonBounds {
  /** Levels of arrays and objects, counting the outermost. */
  readonly depth: number;
  /** Values and names. */
  readonly parts: number;
  /** Names in one object. */
  readonly names: number;
  /** Characters of a name, as written: an escape counts as several. */
  readonly nameCharacters: number;
  /** Characters of a text, as written. */
  readonly textCharacters: number;
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

const [QUOTE, BACKSLASH] = ['"'.charCodeAt(0), '\\'.charCodeAt(0)];

/** Goes once over the characters. A text that is no JSON is refused here or by the parser. */
function scan(text: string, bounds: JsonBounds): JsonFault | undefined {
  /** Names of each open object; `null` for an array. */
  const open: (Set<string> | null)[] = [];
  let count = 0;
  /** The string before this token. */
  let last = '';
  for (let at = 0; at < text.length; at += 1) {
    const token = text[at] ?? '';
    if (!'"{}[]:,'.includes(token)) continue;
    count += 1;
    if (count > bounds.parts * 2) return 'too-many-parts';
    if (token === '"') {
      const end = endOfString(text, at);
      if (end === undefined) return 'not-well-formed';
      if (end - at > bounds.textCharacters + 1) return 'too-large';
      last = text.slice(at, end + 1);
      at = end;
      continue;
    }
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : null);
      if (open.length > bounds.depth) return 'too-deep';
    } else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const fault = enter(open.at(-1), last, bounds);
      if (fault !== undefined) return fault;
    }
    last = '';
  }
  return undefined;
}

/** The place of the closing quotation mark. */
function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === BACKSLASH) at += 1;
    else if (character === QUOTE) return at;
  }
  return undefined;
}

function enter(
  names: Set<string> | null | undefined,
  quoted: string,
  { names: mostNames, nameCharacters }: JsonBounds,
): JsonFault | undefined {
  if (names === null || names === undefined) return undefined;
  if (quoted.length > nameCharacters + 2) return 'too-large';
  const name = quoted.includes('\\') ? unquoted(quoted) : quoted;
  if (name === undefined) return 'not-well-formed';
  if (names.has(name)) return 'duplicate-name';
  names.add(name);
  return names.size > mostNames ? 'too-many-parts' : undefined;
}

/** With quotes again, so that escaped and plain names compare. */
function unquoted(quoted: string): string | undefined {
  try {
    return `"${String(JSON.parse(quoted))}"`;
  } catch {
    return undefined;
  }
}
