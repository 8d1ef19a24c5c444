/** Reading indices of a TPM's non-volatile memory. */
import { ByteReader, TpmFormatError, u16 } from './bytes.ts';
import { ALGORITHM, DIGEST_BYTES } from './numbers.ts';
import { nameOf } from './public-area.ts';
import type { TpmSession } from './session.ts';
import type { Tpm, TpmEntity } from './tpm.ts';
import { TpmError } from './tpm-error.ts';
import { withValue } from './objects.ts';

/** At most this many bytes at a time: the smallest MAX_NV_BUFFER_SIZE. */
const CHUNK_BYTES = 512;

/** The content of an index that may be read without a secret; `undefined` when there is no such index. */
export async function readNv(tpm: Tpm, session: TpmSession, index: number): Promise<Uint8Array | undefined> {
  const found = await findIndex(tpm, index);
  if (found === undefined) return undefined;
  const content = new Uint8Array(found.size);
  for (let at = 0; at < content.length; ) {
    const wanted = Math.min(CHUNK_BYTES, content.length - at);
    at += await tpm.run(
      {
        name: 'nvRead',
        entities: [found.entity, found.entity],
        sessions: [withValue(session, new Uint8Array(), { command: false, answer: true })],
        parameters: [u16(wanted), u16(at)],
      },
      (parameters) => {
        const bytes = parameters.sized(wanted);
        if (bytes.length !== wanted) throw new TpmFormatError('fewer bytes than were asked for');
        content.set(bytes, at);
        return wanted;
      },
    );
  }
  return content;
}

async function findIndex(tpm: Tpm, index: number): Promise<{ entity: TpmEntity; size: number } | undefined> {
  try {
    return await tpm.run({ name: 'nvReadPublic', entities: [{ handle: index }] }, (parameters) => {
      const area = Uint8Array.from(parameters.sized());
      parameters.sized();
      const reader = new ByteReader(area);
      const itself = reader.u32();
      const hash = reader.u16();
      reader.u32();
      reader.sized(DIGEST_BYTES);
      const size = reader.u16();
      reader.end();
      if (itself !== index || hash !== ALGORITHM.sha256) throw new TpmFormatError('another index, or not of SHA-256');
      return { entity: { handle: index, name: nameOf(area) }, size };
    });
  } catch (error) {
    if (error instanceof TpmError && error.is('handle')) return undefined;
    throw error;
  }
}
