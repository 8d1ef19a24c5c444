/** A process with the messages of a candidate, and one fault: the name of its file. */
import { readFileSync } from 'node:fs';
import type { FromCandidate, ToCandidate } from '../../../../kiosk/biometrics/shadow/candidate-messages.ts';
import { channelEnd, type SealedChannel } from '../../../../hardware/own-process/sealed-channel.ts';
import { sealValue } from '../../../../hardware/own-process/sealed-values.ts';

let fault = '';
let channel: SealedChannel | undefined;
const held: Uint8Array[] = [];
const say = (message: FromCandidate): void => void process.send?.(message);

process.on('disconnect', () => process.exit());
process.on('message', (message: ToCandidate) => {
  if (message.kind === 'open') {
    fault = readFileSync(message.file, 'utf8');
    if (fault === 'does-not-load') return say({ kind: 'opened' });
    if (fault === 'hangs-at-load') return;
    const mine = channelEnd();
    channel = mine.agree(message.publicKey);
    return say({ kind: 'opened', publicKey: mine.publicKey });
  }
  if (fault === 'crashes') process.kill(process.pid, 'SIGSEGV');
  if (fault === 'hangs') return;
  if (fault === 'fails') return say({ kind: 'failed', id: message.id });
  if (fault === 'takes-memory') {
    for (let at = 0; at < 24; at += 1) held.push(new Uint8Array(16_777_216).fill(1));
    return;
  }
  if (message.kind !== 'compare') return say({ kind: 'done', id: message.id });
  if (channel === undefined) return;
  const verdict =
    fault === 'lies' ? { kind: 'match', logLikelihoodRatio: 'much' } : { kind: 'match', logLikelihoodRatio: 12 };
  say({ kind: 'judged', id: message.id, verdict: sealValue(channel, verdict) });
});
