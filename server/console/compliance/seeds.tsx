import { useSignal } from '@preact/signals';
import type { RevealedSeed, SeedList } from '../../sharing/seeds/answers.ts';
import { SEED_REASONS, type SeedReason, type SeedState } from '../../sharing/seeds/vocabulary.ts';
import { propose } from '../decisions/send.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
import { FollowedRow, useOpened } from '../records/followed-row.tsx';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { askProved } from '../sign-in/step-up.ts';
import { refusalWords } from '../sign-in/words.ts';
import { Decided } from './decided.tsx';
import { TextArea } from './text-area.tsx';
import { SEED_REASON_WORDS, SEED_STATE_WORDS } from './words-of-sharing.ts';

type Seed = SeedList['seeds'][number];

const LOOKS: { readonly [State in SeedState]: Omit<BadgeProps, 'word'> } = {
  running: { tone: 'plain', icon: 'wait' },
  over: { tone: 'plain', icon: 'dash' },
  decided: { tone: 'good', icon: 'tick' },
};
/** Shortest text that the server takes. */
const SHORTEST = 20;

/** The commitments to the noise of deliveries, and the seeds that a supervisory authority may have. */
export function Seeds() {
  return (
    <Loaded<SeedList> path="/v1/sharing/seeds" away={t('Deliveries continue without this page.')}>
      {({ seeds }) => <List seeds={seeds} />}
    </Loaded>
  );
}

function List({ seeds }: Pick<SeedList, 'seeds'>) {
  const opened = useOpened<string>();
  return (
    <section class="panel" aria-labelledby="seeds-title">
      <h2 id="seeds-title">{t('Seeds of noise')}</h2>
      <p class="quiet">
        {t(
          'The noise of counts for partners follows from a seed for each period, to which the ledger had a commitment before the period. With the seed and a delivery, a supervisory authority computes the exact counts. The partner never gets it.',
        )}
      </p>
      {seeds.length === 0 ? (
        <StatePanel kind="empty" title={t('No agreement has noise.')} />
      ) : (
        <Table
          caption={t('Periods by agreement, the latest first')}
          columns={[t('Agreement'), t('Period'), t('Committed to'), t('State'), t('Details')]}
        >
          {seeds.map((one) => (
            <FollowedRow
              key={`${one.agreement} ${one.budgetPeriod}`}
              id={`${one.agreement} ${one.budgetPeriod}`}
              opened={opened}
              columns={5}
              verb={t('Open ## a row of a list')}
              what={`${one.agreement} ${one.budgetPeriod}`}
              cells={
                <>
                  <th scope="row">
                    <bdi>{one.agreement}</bdi>
                  </th>
                  <td class="figures">{one.budgetPeriod}</td>
                  <td class="figures">{dateAndTime(one.committedAt)}</td>
                  <td>
                    <Badge {...LOOKS[one.state]} word={SEED_STATE_WORDS[one.state]} />
                  </td>
                </>
              }
            >
              <Details one={one} />
            </FollowedRow>
          ))}
        </Table>
      )}
    </section>
  );
}

function Details({ one }: { readonly one: Seed }) {
  const { agreement, budgetPeriod, commitment, state, decision } = one;
  return (
    <div class="breach">
      <p>{rich('Commitment: {digest}', { digest: <span class="digest">{commitment}</span> })}</p>
      {decision !== null && <Decided reason={SEED_REASON_WORDS[decision.reason]} decision={decision} />}
      {state === 'over' && mayAct('export.propose') && <Decide agreement={agreement} budgetPeriod={budgetPeriod} />}
      {state === 'decided' && mayAct('seed.export') && <Receive agreement={agreement} budgetPeriod={budgetPeriod} />}
    </div>
  );
}

type Place = Pick<Seed, 'agreement' | 'budgetPeriod'>;

function Decide({ agreement, budgetPeriod }: Place) {
  const reason = useSignal<SeedReason | null>(null);
  const statement = useSignal('');
  const words = useSignal('');
  const send = async (): Promise<void> => {
    if (reason.value === null) {
      words.value = t('Choose a reason first.');
      return;
    }
    if (statement.value.trim().length < SHORTEST) {
      words.value = t('Give the reasons in at least 20 characters.');
      return;
    }
    const payload = { agreement, budgetPeriod, reason: reason.value, statement: statement.value };
    words.value = (await propose('sharing-seed', payload)).words;
  };
  return (
    <details class="breach-form">
      <summary>{t('Propose that the supervisory authority gets the seed')}</summary>
      <Select
        title={t('Reason ## to reveal a seed')}
        options={SEED_REASONS}
        words={SEED_REASON_WORDS}
        chosen={reason.value}
        onChoose={(one) => (reason.value = one)}
      />
      <TextArea
        label={t('Reasons, in at least 20 characters')}
        value={statement}
        hint={t('Do not name a traveller. The authority and auditors read it.')}
      />
      <Button label={t('Propose')} onPress={() => void send()} />
      <p role="status">{words.value}</p>
    </details>
  );
}

function Receive({ agreement, budgetPeriod }: Place) {
  const seed = useSignal<string | null>(null);
  const words = useSignal('');
  const receive = async (): Promise<void> => {
    const asked = await askProved<RevealedSeed>('POST', `/v1/sharing/seeds/${agreement}/${budgetPeriod}`);
    if (asked.kind === 'answered') seed.value = asked.value.seed;
    else words.value = refusalWords(asked);
  };
  if (seed.value === null)
    return (
      <>
        <Button label={t('Get the seed')} onPress={() => void receive()} />
        <p role="status">{words.value}</p>
      </>
    );
  return (
    <div role="status">
      <p>{rich('Seed: {digest}', { digest: <span class="digest">{seed.value}</span> })}</p>
      <p>
        {rich('With the report of the year and a delivery that the partner gives you: {command}', {
          command: (
            <code class="digest">
              postern-server verify PROOF --policy POLICY --of REPORT --delivery STORED --seed SEED
            </code>
          ),
        })}
      </p>
      <p class="quiet">{t('Keep it from the partner: it ends the protection of all deliveries of the period.')}</p>
    </div>
  );
}
