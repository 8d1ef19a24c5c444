import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { ProposalPage, ProposalView } from '../../records/proposals/answers.ts';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { plural, t, translated } from '../languages/text.ts';
import { ask } from '../sign-in/ask.ts';
import { explain } from './explain.ts';
import { Proposal } from './proposal.tsx';
import { countNew, orderOf, passes, PROPOSAL_FILTERS, type ProposalFilter } from './proposal-order.ts';
import { Reading } from './reading.tsx';
import { readAgain } from './send.ts';
import { kindWords } from './words.ts';

const FILTER_WORDS: { readonly [Filter in ProposalFilter]: string } = translated({
  all: 'All proposals',
  waiting: 'Waiting for you',
  open: 'Open',
  settled: 'Settled',
});

/** Proposals of one person that another person decides. */
export function Proposals() {
  return (
    <Reading<ProposalPage> path="/v1/proposals" what={t('the proposals')}>
      {(page, again) => <List page={page} onChange={again} />}
    </Reading>
  );
}

interface ListProps {
  readonly page: ProposalPage;
  readonly onChange: () => Promise<void>;
}

/**
 * Nothing moves under the pointer: rows keep their place and their height while they are read, also when another person settles one. New
 * proposals wait behind a button.
 */
function List({ page, onChange }: ListProps) {
  const order = useSignal<readonly string[]>(orderOf(page.proposals));
  const older = useSignal<readonly ProposalView[]>([]);
  const next = useSignal(page.next);
  const filter = useSignal<ProposalFilter>('all');
  const search = useSignal('');
  const seen = useRef(new Map<string, ProposalView>());
  const unfolded = useRef(new Set<string>());
  for (const proposal of [...older.value, ...page.proposals]) {
    seen.current.set(proposal.id, proposal);
    if (proposal.state === 'open') unfolded.current.add(proposal.id);
  }
  const fresh = countNew(order.value, page.proposals);
  const listed = order.value.flatMap((id) => seen.current.get(id) ?? []);
  const wanted = search.value.trim().toLowerCase();
  const shown = listed.filter((one) => passes(filter.value, one) && (wanted === '' || textOf(one).includes(wanted)));
  const showNew = () => {
    unfolded.current.clear();
    order.value = orderOf([...page.proposals, ...older.value]);
  };
  const showOlder = async () => {
    const asked = await ask<ProposalPage>('GET', `/v1/proposals?before=${next.value ?? 1}`);
    if (asked.kind === 'refused') return;
    older.value = [...older.value, ...asked.value.proposals];
    next.value = asked.value.next;
    order.value = [...order.value, ...orderOf(asked.value.proposals)];
  };
  /** Reads a proposal of an earlier page again: the newest page does not contain it. */
  const renew = async (id: string) => {
    if (!older.value.some((one) => one.id === id)) return;
    const now = await readAgain(id);
    if (now !== undefined) older.value = older.value.map((one) => (one.id === id ? now : one));
  };
  return (
    <section class="panel account-part" aria-labelledby="proposals-title">
      <div class="panel-head decisions-head">
        <h2 id="proposals-title">{t('Decided by two people')}</h2>
        <div role="status">
          {fresh > 0 && (
            <Button
              label={plural(fresh, '{count} new proposal: show', '{count} new proposals: show')}
              onPress={showNew}
            />
          )}
        </div>
      </div>
      {listed.length > 0 && (
        <div class="decisions-filters">
          <Select
            title={t('Show')}
            options={PROPOSAL_FILTERS}
            words={FILTER_WORDS}
            chosen={filter.value}
            onChoose={(chosen) => (filter.value = chosen)}
          />
          <label class="decisions-search">
            {t('Search')}
            <input
              class="field-input"
              type="search"
              value={search.value}
              onInput={({ currentTarget }) => (search.value = currentTarget.value)}
            />
          </label>
        </div>
      )}
      {shown.length === 0 && (
        <p class="empty">{listed.length === 0 ? t('No proposal yet.') : t('No such proposal.')}</p>
      )}
      <ul class="account-list">
        {shown.map((proposal) => (
          <Proposal
            key={proposal.id}
            proposal={proposal}
            isUnfolded={unfolded.current.has(proposal.id)}
            nowMs={page.serverTime}
            onChange={async () => {
              await Promise.all([onChange(), renew(proposal.id)]);
            }}
          />
        ))}
      </ul>
      {next.value !== null && <Button label={t('Show older proposals')} onPress={() => void showOlder()} />}
    </section>
  );
}

/** The text in which the search looks, in small letters. */
function textOf(proposal: ProposalView): string {
  // Auditors get no content
  const { says, lines } = proposal.payload === null ? { says: kindWords(proposal.kind), lines: [] } : explain(proposal);
  return [proposal.proposedBy, proposal.settledBy ?? '', says, ...lines.flat()].join(' ').toLowerCase();
}
