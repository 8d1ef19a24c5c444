import { useSignal } from '@preact/signals';
import type { BreachList, ListedBreach } from '../../oversight/compliance/breaches/answers.ts';
import { BREACH_ORIGINS, type BreachOrigin } from '../../oversight/compliance/breaches/vocabulary.ts';
import type { LawId } from '../../oversight/compliance/laws/vocabulary.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { momentIn } from '../design/date-entry.ts';
import { DateTimeField } from '../design/date-field.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field } from '../design/field.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime, minuteOf } from '../design/times.ts';
import { plural, t } from '../languages/text.ts';
import { FollowedRow, useOpened } from '../records/followed-row.tsx';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { act } from './act.ts';
import { BreachDetails } from './breach.tsx';
import { Ticks } from '../design/ticks.tsx';
import { ORIGIN_WORDS, OUTCOME_WORDS, STATE_WORDS } from './words.ts';

/** The consequence for the reader while the server does not answer. */
export const awayWords = () => t('Deadlines run on.');

/** Breaches of personal data, open ones first, and a dialog to open a case. */
export function Breaches() {
  return (
    <Loaded<BreachList> path="/v1/compliance/breaches" away={awayWords()}>
      {(list, { again }) => <List list={list} again={again} />}
    </Loaded>
  );
}

interface ListProps {
  readonly list: BreachList;
  readonly again: () => void;
}

function List({ list, again }: ListProps) {
  const opened = useOpened<string>();
  const isOpening = useSignal(false);
  const words = useSignal('');
  return (
    <section class="panel" aria-labelledby="breaches-title">
      <div class="panel-head">
        <h2 id="breaches-title">{t('Breaches of personal data')}</h2>
        {mayAct('breach.open') && (
          <Button weight="main" label={t('Open a case')} onPress={() => (isOpening.value = true)} />
        )}
      </div>
      <p role="status">{words.value}</p>
      {isOpening.value && (
        <OpenDialog
          list={list}
          onDone={(text) => {
            words.value = text;
            isOpening.value = false;
            again();
          }}
          onClose={() => (isOpening.value = false)}
        />
      )}
      {list.laws.some(({ isReviewed }) => !isReviewed) && (
        <p class="quiet">{t('No lawyer has confirmed the rules of law shown here. Compare each with its source.')}</p>
      )}
      {list.breaches.length === 0 ? (
        <StatePanel kind="empty" title={t('There are no breaches.')} />
      ) : (
        <Table
          caption={t('Breaches, open ones first')}
          columns={[
            t('Case'),
            t('Aware since'),
            t('Origin ## of a case'),
            t('State'),
            t('Next deadline'),
            t('Details'),
          ]}
        >
          {list.breaches.map((one) => (
            <FollowedRow
              key={one.id}
              id={one.id}
              opened={opened}
              columns={6}
              verb={t('Open ## a row of a list')}
              what={one.id.slice(0, 8)}
              cells={
                <>
                  <th scope="row" class="digest">
                    {one.id.slice(0, 8)}
                  </th>
                  <td class="figures">{dateAndTime(one.awareAt)}</td>
                  <td>{ORIGIN_WORDS[one.origin]}</td>
                  <td>
                    <BreachStateBadge one={one} />
                  </td>
                  <td>
                    <NextDue one={one} nowMs={list.serverTime} />
                  </td>
                </>
              }
            >
              <BreachDetails id={one.id} />
            </FollowedRow>
          ))}
        </Table>
      )}
    </section>
  );
}

function BreachStateBadge({ one }: { readonly one: ListedBreach }) {
  if (one.state === 'open') return <Badge tone="caution" icon="wait" word={STATE_WORDS.open} />;
  return (
    <Badge tone="plain" icon="tick" word={one.outcome === null ? STATE_WORDS.closed : OUTCOME_WORDS[one.outcome]} />
  );
}

/** A passed deadline is marked by a word as well as by its colour. */
function NextDue({ one, nowMs }: { readonly one: ListedBreach; readonly nowMs: number }) {
  if (one.nextDueAt === null) {
    return <>{one.openDuties === 0 ? '' : plural(one.openDuties, '{count} notification', '{count} notifications')}</>;
  }
  return (
    <>
      <span class="figures">{dateAndTime(one.nextDueAt)}</span>{' '}
      {one.nextDueAt < nowMs && <Badge tone="bad" icon="warning" word={t('passed ## deadline')} />}
    </>
  );
}

interface OpenDialogProps {
  readonly list: BreachList;
  /** Called with the words of the answer once the case is open. */
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}

function OpenDialog({ list, onDone, onClose }: OpenDialogProps) {
  const origin = useSignal<BreachOrigin>('by-hand');
  const source = useSignal('');
  const aware = useSignal(minuteOf(list.serverTime));
  const laws = useSignal<readonly LawId[]>(list.laws.filter(({ isChosen }) => isChosen).map(({ law }) => law));
  const words = useSignal('');
  const titles = Object.fromEntries(list.laws.map(({ law, title }) => [law, title])) as { [One in LawId]: string };
  const send = async (): Promise<void> => {
    const awareAt = momentIn(aware.value);
    const missing = [
      ...(awareAt === undefined ? [t('Enter since when you are aware of it: a time that is not in the future.')] : []),
      ...(laws.value.length === 0 ? [t('Choose at least one law that applies.')] : []),
    ];
    if (missing.length > 0) {
      words.value = missing.join(' ');
      return;
    }
    const named =
      origin.value === 'alarm'
        ? { alarm: Number(source.value) }
        : origin.value === 'finding'
          ? { finding: source.value.trim() }
          : {};
    const body = { origin: origin.value, ...named, awareAt, laws: laws.value };
    const done = t('The case is open, and its deadlines run.');
    words.value = await act('/v1/compliance/breaches', body, done, {
      awareAt: t('Enter since when you are aware of it: a time that is not in the future.'),
      laws: t('Choose at least one law that applies.'),
      alarm: t('Enter the number of the alarm.'),
      finding: t('Enter the id of the finding.'),
    });
    if (words.value === done) onDone(done);
  };
  return (
    <Dialog title={t('Open a case')} onClose={onClose}>
      <div class="filters">
        <Select
          title={t('Origin ## of a case')}
          options={BREACH_ORIGINS}
          words={ORIGIN_WORDS}
          chosen={origin.value}
          onChoose={(one) => (origin.value = one)}
        />
        {origin.value === 'alarm' && <Field label={t('Number of the alarm')} value={source} inputMode="numeric" />}
        {origin.value === 'finding' && <Field label={t('Id of the finding')} value={source} isExact />}
        <DateTimeField label={t('Aware since')} value={aware} />
      </div>
      {!list.laws.some(({ isChosen }) => isChosen) && (
        <p class="quiet">{t('The configuration names none of these laws. Tick each one that applies.')}</p>
      )}
      <Ticks title={t('Laws that apply')} options={list.laws.map(({ law }) => law)} words={titles} chosen={laws} />
      <p role="status">{words.value}</p>
      <div class="choices">
        <Button weight="main" label={t('Open the case')} onPress={() => void send()} />
        <Button label={t('Cancel')} onPress={onClose} />
      </div>
    </Dialog>
  );
}
