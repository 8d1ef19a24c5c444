import type { HeadView, LedgerHeads } from '../../records/ledger/answers.ts';
import { t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { type Judged, useJudgedHead, Witnesses } from './witnesses.tsx';

/** The size of the log, the size of its published head, and links to verify it. */
export function Heads() {
  return (
    <Loaded<LedgerHeads> path="/v1/ledger/heads" away={t('Entries stay in the ledger.')}>
      {(heads) => <Known {...heads} />}
    </Loaded>
  );
}

function Known({ integrated, published }: LedgerHeads) {
  const judged = useJudgedHead(published);
  return (
    <>
      <section class="panel" aria-labelledby="heads-title">
        <h2 id="heads-title">{t('Heads of the ledger')}</h2>
        <dl class="figures-row">
          <div class="figure">
            <dt>{t('Entries')}</dt>
            <dd>{integrated.size}</dd>
          </div>
          <div class="figure">
            <dt>{t('Published')}</dt>
            <dd>{published?.size ?? 0}</dd>
          </div>
          <div class="figure">
            <dt>{t('Not yet published')}</dt>
            <dd>{integrated.size - (published?.size ?? 0)}</dd>
          </div>
        </dl>
        <Table
          caption={t('Heads of the ledger')}
          columns={[t('Head'), { head: t('Entries'), isNumber: true }, t('Root')]}
        >
          <Head name={t('Integrated')} what={t('all durable entries')} head={integrated} />
          {published !== null && <Head name={t('Published')} what={seenBy(judged)} head={published} />}
        </Table>
        <p class="quiet">
          {t(
            'A head is published at most every ten seconds, after new entries. If two people see different roots for one size, the ledger was forked: compare your root with a witness’s.',
          )}
        </p>
        <p>
          <a href="/verify" target="_blank" rel="noreferrer">
            {t('Verify a proof file')}
          </a>{' '}
          ·{' '}
          <a href="/ledger/checkpoint" target="_blank" rel="noreferrer">
            {t('The published checkpoint')}
          </a>{' '}
          ·{' '}
          <a href="/ledger/policy" target="_blank" rel="noreferrer">
            {t('The policy')}
          </a>
        </p>
      </section>
      <Witnesses published={published} judged={judged} />
    </>
  );
}

/** Who has seen the published entries, besides the server and those who asked it. */
function seenBy(judged: Judged): string {
  if (judged.kind !== 'holds') return t('entries that everyone can ask for');
  const all = judged.witnesses.length;
  const count = judged.witnesses.filter(({ cosignedAt }) => cosignedAt !== null).length;
  if (all === 0) return t('entries that no witness has seen');
  if (count === all) return t('entries that all witnesses have seen');
  return t('entries that {count} of {all} witnesses have seen', { count, all });
}

function Head({ name, what, head }: { readonly name: string; readonly what: string; readonly head: HeadView }) {
  return (
    <tr>
      <th scope="row">
        {name}
        <span class="head-what quiet">{what}</span>
      </th>
      <td class="number">{head.size}</td>
      <td class="digest">
        <bdi>{head.root}</bdi>
      </td>
    </tr>
  );
}
