/** The repository of the lane's server, over the connection of the lane. */
import { RELEASES_ADDRESS, PIECE_BYTES } from '../../../server/contract/release-repository.ts';
import { refusalOf } from '../uplink/post.ts';
import type { ServerLink } from '../uplink/server-link.ts';
import type { ReleaseSource, SourceAnswer } from './release-source.ts';

export function serverSource(link: Pick<ServerLink, 'exchange'>): ReleaseSource {
  const ask = async (file: string, limitBytes: number, signal: AbortSignal): Promise<SourceAnswer> => {
    // An answer over the limit is cut, and counts as none
    const answer = await link.exchange(`${RELEASES_ADDRESS}/${file}`, { method: 'GET' }, limitBytes, signal);
    if (answer === undefined) return { kind: 'unreachable' };
    if (answer.ok) return { kind: 'bytes', bytes: answer.body };
    const refusal = refusalOf(answer.body);
    return { kind: refusal.kind === 'refused' && refusal.code === 'not-found' ? 'absent' : 'unreachable' };
  };
  return {
    name: 'server',
    metadata: ask,
    piece: (file, offset, signal) => ask(`${file}/${offset}`, PIECE_BYTES, signal),
  };
}
