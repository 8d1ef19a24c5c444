import { ascii, concat } from '../../../hardware/ber/write.ts';
import type { ChipTransport } from '../../../hardware/document-reader/emrtd/transport.ts';
import { readDocument } from '../../../hardware/document-reader/read-document.ts';
import { ZONE } from '../../hardware/document-reader/pcsc/specimen-zone.ts';
import { specimenProfile } from '../../hardware/document-reader/emrtd/specimen-chip.ts';

/** A chip that says what the bytes say: a length before each answer, and no more once they run out. */
const FILE_NOT_FOUND = Uint8Array.of(0x6a, 0x82);
const OK = Uint8Array.of(0x90, 0x00);
const MAX_ANSWERS = 64;

export async function seeds() {
  const access = Uint8Array.from(specimenProfile().files.get('EF.CardAccess') ?? []);
  const said = (...answers: Uint8Array[]) =>
    concat(...answers.flatMap((answer) => [Uint8Array.of(answer.length), answer]));
  const file = concat(access, OK);
  const challenge = concat(new Uint8Array(8).fill(7), OK);
  return [said(OK, file, OK, OK), said(OK, file.slice(0, 6), file), said(FILE_NOT_FOUND, OK, challenge, OK)];
}

export async function fuzz(data: Uint8Array): Promise<void> {
  let at = 0;
  let answers = 0;
  const transport: ChipTransport = {
    async transmit() {
      answers += 1;
      const length = data[at];
      if (length === undefined || answers > MAX_ANSWERS) return Uint8Array.from(FILE_NOT_FOUND);
      const answer = Uint8Array.from(data.subarray(at + 1, at + 1 + length));
      at += 1 + length;
      return answer;
    },
    async reset() {},
  };
  // Any answer of the chip is an outcome; a rejection is a bug.
  await readDocument(Uint8Array.from(ascii(ZONE)), transport, () => 0, { signal: new AbortController().signal });
}
