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
  /** Elements of XML, or values of JSON. */
  parts: 400_000,
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
