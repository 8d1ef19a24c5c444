/** Decodes one portrait at a time, in a thread that can be terminated. */
import { serveThread } from '../../../models/threads/serve-thread.ts';
import { collectGarbage } from '../../platform/launch/collect-garbage.ts';
import { decodePortrait } from './decode-portrait.ts';
import { codecReady } from './jpeg-2000/codec.ts';
import type { PortraitRequest } from './portrait-decoder.ts';
import type { PortraitOutcome } from './unreadable.ts';

await codecReady();

serveThread<PortraitRequest, PortraitOutcome>({
  async handle({ file }) {
    const response = await decodePortrait(file);
    // After the answer, so that it does not wait for the collection.
    setImmediate(collectGarbage);
    return { response, transfer: response.kind === 'decoded' ? [response.image.data.buffer] : [] };
  },
});
