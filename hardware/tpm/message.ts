/** The outer form of commands and answers (Part 1, §18). */
import { ByteReader, join, type Piece, sized, TpmFormatError, u16, u32, u8 } from './bytes.ts';
import { COMMAND, type CommandName, DIGEST_BYTES, MESSAGE_LIMIT_BYTES, TAG } from './numbers.ts';

/** The authorisation area's entry of one session in a command. */
export interface AuthorisationPart {
  readonly session: number;
  readonly nonce: Uint8Array;
  readonly attributes: number;
  readonly hmac: Uint8Array;
}

/** The entry of one session in an answer. */
export interface AnswerPart {
  readonly nonce: Uint8Array;
  readonly attributes: number;
  readonly hmac: Uint8Array;
}

export const HEADER_BYTES = 10;

export function encodeCommand(
  name: CommandName,
  handles: readonly number[],
  authorisations: readonly AuthorisationPart[],
  parameters: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const areas = authorisations.map(({ session, nonce, attributes, hmac }): Piece[] => [
    u32(session),
    sized(nonce),
    u8(attributes),
    sized(hmac),
  ]);
  const area = join(areas);
  const withSessions = authorisations.length > 0;
  const body: Piece[] = [handles.map(u32), ...(withSessions ? [u32(area.length), area] : []), parameters];
  const length = HEADER_BYTES + handles.length * 4 + (withSessions ? 4 + area.length : 0) + parameters.length;
  const tag = withSessions ? TAG.sessions : TAG.noSessions;
  return join([u16(tag), u32(length), u32(COMMAND[name]), ...body]);
}

/** The length that an answer's header states; `undefined` while the header is incomplete. Throws `TpmFormatError`. */
export function answerLength(bytes: Uint8Array): number | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(2);
  if (length < HEADER_BYTES || length > MESSAGE_LIMIT_BYTES) throw new TpmFormatError('an answer of impossible length');
  return length;
}

export interface DecodedAnswer {
  /** TPM_RC; 0 is success, otherwise there is nothing else. */
  readonly code: number;
  readonly handle: number | undefined;
  readonly parameters: Uint8Array;
  readonly sessions: readonly AnswerPart[];
}

/**
 * Splits an answer. Throws `TpmFormatError` for a wrong tag or length, a missing part or trailing bytes.
 *
 * @param hasHandle whether a successful answer begins with a handle
 * @param sessionCount number of sessions in the command
 */
export function decodeAnswer(bytes: Uint8Array, hasHandle: boolean, sessionCount: number): DecodedAnswer {
  const reader = new ByteReader(bytes);
  const tag = reader.u16();
  if (reader.u32() !== bytes.length) throw new TpmFormatError('an answer of another length than it states');
  const code = reader.u32();
  if (code !== 0) {
    reader.end();
    if (tag !== TAG.noSessions) throw new TpmFormatError('a refusal with sessions');
    return { code, handle: undefined, parameters: new Uint8Array(), sessions: [] };
  }
  if (tag !== (sessionCount > 0 ? TAG.sessions : TAG.noSessions))
    throw new TpmFormatError('an answer with another tag');
  const handle = hasHandle ? reader.u32() : undefined;
  if (sessionCount === 0) return { code, handle, parameters: reader.rest(), sessions: [] };
  const parameters = reader.take(reader.u32());
  const sessions = Array.from({ length: sessionCount }, (): AnswerPart => {
    const nonce = reader.sized(DIGEST_BYTES);
    const attributes = reader.u8();
    return { nonce, attributes, hmac: reader.sized(DIGEST_BYTES) };
  });
  reader.end();
  return { code, handle, parameters, sessions };
}
