/** A message that is refused whole, before its values are judged. */
export const REFUSAL_CODES = [
  ...([
    'too-large',
    'not-utf8',
    'not-well-formed',
    'doctype',
    'processing-instruction',
    'too-deep',
    'too-many-parts',
  ] as const),
  ...(['duplicate-name', 'not-a-declaration', 'not-an-original', 'data-set-not-taken'] as const),
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export class MessageRefused extends Error {
  readonly code: RefusalCode;
  /** Line of the fault, from 1, where the format has lines. */
  readonly line: number | undefined;

  constructor(code: RefusalCode, line?: number) {
    super(`the message is refused: ${code}`);
    this.name = 'MessageRefused';
    this.code = code;
    this.line = line;
  }
}

export const LIMITS = {
  bytes: 2_097_152,
  depth: 32,
  /** Elements of XML. An element of the form takes some 30 bytes, so that a message of the largest size has fewer. */
  elements: 100_000,
  /** Values and names of JSON: 26 for each of 9,999 items. */
  parts: 260_000,
  /** Names in one object: the form has at most 44. */
  names: 100,
  /** The longest name of the form has 21. */
  nameCharacters: 64,
  /** Attributes in one element. */
  attributes: 16,
  textCharacters: 4_096,
} as const;

/** Throws `MessageRefused` `too-large` or `not-utf8`. */
export function textOf(bytes: Uint8Array): string {
  if (bytes.length > LIMITS.bytes) throw new MessageRefused('too-large');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new MessageRefused('not-utf8');
  }
}
