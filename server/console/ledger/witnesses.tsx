import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { HeadView } from '../../records/ledger/answers.ts';
import { Badge } from '../design/badge.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { age, dateAndTime } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
import { askText } from '../records/ask.ts';
import { now } from '../shell/live.ts';
import type { HeadVerdict } from './judge-head.ts';

export type Judged = HeadVerdict | { readonly kind: 'judging' } | { readonly kind: 'not-judged' };

/** The published head, verified here in the page by the policy that the server gives. */
export function useJudgedHead(published: HeadView | null): Judged {
  const judged = useSignal<Judged>({ kind: 'judging' });
  useEffect(() => {
    if (published === null) return;
    let isWanted = true;
    const judge = async () => {
      const [policy, { judgeHead }] = await Promise.all([askText('/ledger/policy'), import('./judge-head.ts')]);
      if (!isWanted) return;
      judged.value = policy.kind === 'ok' ? judgeHead(policy.value, published.checkpoint) : { kind: 'not-judged' };
    };
    judge().catch(() => {
      if (isWanted) judged.value = { kind: 'not-judged' };
    });
    return () => {
      isWanted = false;
    };
  }, [published?.checkpoint]);
  return judged.value;
}

/** The witnesses that cosigned the published head, and when. */
export function Witnesses({ published, judged }: { readonly published: HeadView | null; readonly judged: Judged }) {
  return (
    <section class="panel" aria-labelledby="witnesses-title">
      <h2 id="witnesses-title">{t('Witnesses')}</h2>
      {published === null ? (
        <StatePanel kind="empty" title={t('No head has been published yet.')}>
          {t('The first head is published when an entry exists and enough witnesses of the policy have cosigned it.')}
        </StatePanel>
      ) : (
        <Verdict judged={judged} />
      )}
    </section>
  );
}

function Verdict({ judged }: { readonly judged: Judged }) {
  if (judged.kind === 'judging') return <StatePanel kind="loading" title={t('Verifying the published head…')} />;
  if (judged.kind === 'not-judged') {
    return <StatePanel kind="offline" title={t('The server did not send its policy. Try again later.')} />;
  }
  if (judged.kind === 'fails') {
    return (
      <StatePanel kind="error" title={t('The published head does not verify.')}>
        {rich('Do not trust this ledger until the cause is known. Code: {code}', {
          code: <span class="digest">{judged.code}</span>,
        })}
      </StatePanel>
    );
  }
  return (
    <>
      <p class="badges">
        <Badge tone="good" icon="tick" word={t('The log’s signature verifies')} />
        {judged.witnesses.length === 0 && (
          <Badge tone="caution" icon="warning" word={t('No witness cosigns this ledger')} />
        )}
      </p>
      {judged.witnesses.length === 0 ? (
        <p>
          {t(
            'The policy of this server names no witness. The server could show different ledgers to different people without detection. In production it does not start without a witness.',
          )}
        </p>
      ) : (
        <ul class="witnesses">
          {judged.witnesses.map(({ name, cosignedAt }) => (
            <li key={name}>
              <span class="digest">{name}</span>
              {cosignedAt === null ? (
                <Badge tone="caution" icon="wait" word={t('Has not cosigned this head')} />
              ) : (
                <Badge tone="good" icon="tick" word={t('Cosigned {time} ago', { time: age(now.value - cosignedAt) })} />
              )}
              {cosignedAt !== null && <span class="quiet figures">{dateAndTime(cosignedAt)}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
